using System.Diagnostics;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Output that cannot be written: one line that says so, an exit code, and no stack trace.</summary>
public sealed class OutputFailureTests
{
    private const string Decay = """
        name: decay
        spins: { I: 1/2 }
        hamiltonian: "0*I.z"
        dissipators: [ { operator: "I.m", rate: "1" } ]
        initial: { I: up }
        observables: { z: "I.z" }
        times: { from: 0, to: 1, points: 5 }
        """;

    public static IEnumerable<object[]> Tested => Cases.EveryNth<object[]>(Commands, 1, 3);

    private static TheoryData<string> Commands =>
    [
        "rate --dipolar 76e3 --hyperfine 8e6 --polarization 0.7 --electron-rate 2e6 --broadening 7e4",
        "rate --dipolar 76e3 --hyperfine 8e6 --polarization 0.7 --electron-rate 2e6 --broadening 7e4 --json",
        "doctor",
        "doctor --json",
        "conventions",
        "--help",
    ];

    [SkippableTheory]
    [MemberData(nameof(Tested))]
    public void AFullDiskBehindStandardOutputIsOneLineAndFour(string arguments)
    {
        (int code, string error) = Shell(arguments + " > /dev/full");
        Assert.Equal(4, code);
        Assert.StartsWith("lindblad-verify: standard output cannot be written: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NothingCanBeSaidWhereStandardErrorIsFullToo() => Assert.Equal(4, Shell("doctor > /dev/full 2> /dev/full").Code);

    [LongSkippableFact]
    public void AClosedPipeEndsQuietly()
    {
        (_, string error) = Shell("conventions --top 0 | head -1 > /dev/null");
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("--csv")]
    [InlineData("--npz")]
    [InlineData("--svg")]
    public void AFolderThatIsMissingIsRefusedBeforeAnythingIsSolved(string option)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("decay.yaml"), Decay);
        CommandLine run = CommandLine.Run("simulate", folder.File("decay.yaml"), option, Path.Combine(folder.Path, "none", "x"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no folder", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "none")));
    }

    [SkippableFact]
    public void AResultIsShownThoughItsFileCannotBeWritten()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/proc");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("decay.yaml"), Decay);
        CommandLine run = CommandLine.Run("simulate", folder.File("decay.yaml"), "--csv", "/proc/x.csv", "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'/proc/x.csv'", run.Error, StringComparison.Ordinal);
        Assert.Equal(5, JsonDocument.Parse(run.Output).RootElement.GetProperty("times").GetArrayLength());
    }

    [LongFact]
    public void VerdictsAreShownThoughTheirFilesCannotBeWritten()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("verdicts.json"));
        Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
        CommandLine run = CommandLine.Run("verify", folder.File("mine.yaml"), "--quick", "--out", folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("it is a folder", run.Error, StringComparison.Ordinal);
        Assert.Contains(" claims: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Report: ", run.Output, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Shell(string line)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "/dev/full");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"dotnet '{typeof(Application).Assembly.Location}' {line}");
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
