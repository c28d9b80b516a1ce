using System.Diagnostics;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Output to what is no regular file goes through it; links stay links.</summary>
public sealed class SpecialFileTests
{
    private const string Decay = """
        name: decay
        spins: { I: 1/2 }
        hamiltonian: "0*I.z"
        dissipators: [ { operator: "I.m", rate: "1" } ]
        initial: { I: up }
        observables: { z: "I.z", "=1+1": "I.x" }
        times: { from: 0, to: 1, points: 5 }
        """;

    [SkippableTheory]
    [InlineData("-")]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/self/fd/1")]
    public void StandardOutputCarriesTheTableAlone(string name)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev");
        using var folder = Model();
        CommandLine run = CommandLine.Run("simulate", folder.File("decay.yaml"), "--csv", name);
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.Equal("time,z,\"'=1+1\"", lines[0]); // text for a spreadsheet, and not a formula
        Assert.All(lines[1..], l => Assert.Equal(3, l.Split(',').Length));
    }

    [SkippableFact]
    public void DevicesStayDevices()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev");
        using var folder = Model();
        CommandLine run = CommandLine.Run("simulate", folder.File("decay.yaml"), "--csv", "/dev/null", "--svg", "/dev/full");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("Cannot write '/dev/full': No space left on device", run.Error, StringComparison.Ordinal);
        Assert.Equal("character special file", Shell("stat -c %F /dev/null").Trim());
        Assert.Equal("character special file", Shell("stat -c %F /dev/full").Trim());
    }

    [LongSkippableFact]
    public void APipeIsWrittenTo()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "mkfifo");
        using var folder = Model();
        string read = Shell($"cd '{folder.Path}' && mkfifo pipe && (cat pipe > read & dotnet '{typeof(Application).Assembly.Location}' simulate decay.yaml --csv pipe > /dev/null; wait) && test -p pipe && cat read");
        Assert.StartsWith("time,z,", read, StringComparison.Ordinal);
    }

    [LongSkippableFact]
    public void ALinkStaysALinkAndItsTargetIsWritten()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights");
        using var folder = Model();
        File.WriteAllText(folder.File("target.csv"), "old");
        File.CreateSymbolicLink(folder.File("link.csv"), "target.csv");
        Assert.Equal(0, CommandLine.Run("simulate", folder.File("decay.yaml"), "--csv", folder.File("link.csv")).ExitCode);
        Assert.Equal("target.csv", new FileInfo(folder.File("link.csv")).LinkTarget);
        Assert.StartsWith("time,z,", File.ReadAllText(folder.File("target.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json", "--csv", "-")]
    [InlineData("--csv", "-", "--svg", "-")]
    [InlineData("--csv", "same", "--npz", "./same")]
    public void TwoThingsDoNotGoToOnePlace(params string[] options)
    {
        using var folder = Model();
        CommandLine run = CommandLine.Run(["simulate", folder.File("decay.yaml"), .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("goes to the same place", run.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Model()
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("decay.yaml"), Decay);
        return folder;
    }

    private static string Shell(string line)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(line);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
