using System.Diagnostics;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>A long command that starts itself once more is the same command: same process, arguments, streams, exit code.</summary>
public sealed class SecondStartTests
{
    private const string RoomForYoungObjects = "DOTNET_GCgen0size";
    private const string UnoptimizedLoops = "DOTNET_TC_QuickJitForLoops";

    [SkippableTheory]
    [LongInlineData(null, null)]
    [InlineData("200000", null)]
    [LongInlineData("200000", "1")]
    [InlineData("4000000", "0")]
    public void SettingsOfTheRuntimeChangeNothingThatIsSaid(string? room, string? loops)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux programs start themselves once more");
        using var folder = new TemporaryFolder();
        string[] arguments = ["verify", folder.File("a file that is not there, with an 'ö'.yaml"), "--out", folder.File("out")];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string? value) in new[] { (RoomForYoungObjects, room), (UnoptimizedLoops, loops) })
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        environment["TMPDIR"] = Directory.CreateDirectory(folder.File("temporary")).FullName;
        CommandLine found = CommandLine.RunApart(arguments, environment);
        Assert.Empty(Directory.EnumerateFileSystemEntries(environment["TMPDIR"]));
        Assert.Equal(2, found.ExitCode);
        Assert.Empty(found.Output);
        Assert.StartsWith("lindblad-verify: ", found.Error, StringComparison.Ordinal);
        Assert.Contains("with an 'ö'.yaml", found.Error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Run(arguments).Error, found.Error);
    }

    [SkippableFact]
    public void WhatIsSetIsKeptAndTheRestIsSet()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux programs start themselves once more");
        using var folder = new TemporaryFolder();
        using Process process = CommandLine.Start(["verify", "--gallery", "--quick", "--out", folder.File("out")], new Dictionary<string, string>(StringComparer.Ordinal) { [RoomForYoungObjects] = "3000000" });
        Signals.WaitUntilHeard(process);
        string[] environment = File.ReadAllText($"/proc/{process.Id}/environ").Split('\0');
        process.Kill();
        process.WaitForExit();
        Assert.Equal([$"{RoomForYoungObjects}=3000000"], environment.Where(e => e.StartsWith(RoomForYoungObjects, StringComparison.Ordinal)));
        Assert.Equal([$"{UnoptimizedLoops}=0"], environment.Where(e => e.StartsWith(UnoptimizedLoops, StringComparison.Ordinal)));
        string[] collectors = [.. environment.Where(e => e.StartsWith("DOTNET_GCHeapCount=", StringComparison.Ordinal))];
        Assert.Equal(Environment.ProcessorCount == 1 ? [] : [$"DOTNET_GCHeapCount={Math.Min(Environment.ProcessorCount, 4)}"], collectors);
        Assert.Equal(collectors.Select(_ => "DOTNET_gcServer=1"), environment.Where(e => e.StartsWith("DOTNET_gcServer", StringComparison.Ordinal)));
    }
}
