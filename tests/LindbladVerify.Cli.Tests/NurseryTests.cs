using System.Diagnostics;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>A long command that starts itself once more is the same command: same process, arguments, streams, exit code.</summary>
public sealed class NurseryTests
{
    private const string Setting = "DOTNET_GCgen0size";

    [SkippableTheory]
    [LongInlineData(null)]
    [InlineData("200000")]
    [InlineData("4000000")]
    public void TheSizeOfTheNurseryChangesNothingThatIsSaid(string? size)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux programs start themselves once more");
        using var folder = new TemporaryFolder();
        string[] arguments = ["verify", folder.File("a file that is not there, with an 'ö'.yaml"), "--out", folder.File("out")];
        Dictionary<string, string> environment = size is null ? [] : new(StringComparer.Ordinal) { [Setting] = size };
        CommandLine found = CommandLine.RunApart(arguments, environment);
        Assert.Equal(2, found.ExitCode);
        Assert.Empty(found.Output);
        Assert.StartsWith("lindblad-verify: ", found.Error, StringComparison.Ordinal);
        Assert.Contains("with an 'ö'.yaml", found.Error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Run(arguments).Error, found.Error);
    }

    [SkippableFact]
    public void ASizeThatIsSetIsKept()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux programs start themselves once more");
        using var folder = new TemporaryFolder();
        using Process process = CommandLine.Start(["verify", "--gallery", "--quick", "--out", folder.File("out")], new Dictionary<string, string>(StringComparer.Ordinal) { [Setting] = "3000000" });
        Signals.WaitUntilHeard(process);
        string[] environment = File.ReadAllText($"/proc/{process.Id}/environ").Split('\0');
        process.Kill();
        process.WaitForExit();
        Assert.Equal([$"{Setting}=3000000"], environment.Where(e => e.StartsWith(Setting, StringComparison.Ordinal)));
    }
}
