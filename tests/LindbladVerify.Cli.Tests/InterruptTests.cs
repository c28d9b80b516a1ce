using System.Diagnostics;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Every command answers the interrupt key in less than two seconds, says so with exit code 130 and keeps what it has.</summary>
[Collection(AloneCollection.Name)]
public sealed class InterruptTests
{
    private const int Attempts = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>The limit, longer only where the machine is so busy that the program needs more than half a second to say its version.</summary>
    private static readonly Lazy<TimeSpan> Allowed = new(() =>
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, CommandLine.Run("--version").ExitCode);
        TimeSpan excess = Stopwatch.GetElapsedTime(start) - TimeSpan.FromSeconds(0.5);
        return excess > TimeSpan.Zero ? Limit + (4 * excess) : Limit;
    });

    public static IEnumerable<object[]> Tested => Cases.EveryNth(Commands, 1, 3);

    private static TheoryData<string, int> Commands => new()
    {
        { "verify driven.yaml --out out", Signals.Interrupt },
        { "verify --out out", Signals.Terminate },
        { "simulate driven-model.yaml", Signals.Interrupt },
        { "simulate oscillators.yaml --method krylov", Signals.Interrupt },
        { "simulate two-oscillators.yaml --method dense", Signals.Terminate },
        { "simulate noisy.yaml --method monte-carlo --trajectories 1e9", Signals.Interrupt },
        { "simulate noisy.yaml --method quantum-jumps --trajectories 1e9", Signals.Interrupt },
        { "rate --dipolar 76e3 --hyperfine 8e6 --polarization 0.7 --electron-rate 2e6 --broadening 7e4 --method monte-carlo --trajectories 1e7", Signals.Interrupt },
        { "map driven.yaml --x b --y t --points 200 --out out", Signals.Interrupt },
        { "hypres --spheres 1000", Signals.Interrupt },
        { "evaluate driven.everywhere --file driven.yaml --at b=2e5,t=1", Signals.Interrupt },
        { "derive network.yaml --observable z", Signals.Interrupt },
        { "simulate fifo", Signals.Interrupt },
        { "verify ./fifo --out out", Signals.Interrupt },
    };

    [SkippableTheory]
    [MemberData(nameof(Tested))]
    public void IsAnsweredAtOnce(string arguments, int signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        DrivenFiles.WriteInto(folder);
        using (Process fifo = Process.Start("mkfifo", folder.File("fifo")))
        {
            fifo.WaitForExit();
        }

        // A machine that is busy with something else may be late once.
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int k = 0; k < Attempts && fastest > Allowed.Value; k++)
        {
            TimeSpan elapsed = Interrupted(folder, arguments.Split(' '), signal);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        Assert.True(fastest < Allowed.Value, $"answered after {fastest.TotalSeconds:F2} s");
        Assert.Empty(Directory.GetFiles(folder.Path, ".lindblad-verify.*", SearchOption.AllDirectories));
    }

    [LongSkippableFact]
    public void ACancelledRunSaysHowManyClaimsWereJudged()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        DrivenFiles.WriteInto(folder);
        using Process process = Start(folder, ["verify", "driven.yaml", "--out", "out"]);
        while (!process.HasExited && !File.Exists(Path.Combine(folder.Path, "out", "manifest.json")))
        {
            Thread.Sleep(20); // until the claims are begun with
        }

        Thread.Sleep(300);
        Signals.Send(process, Signals.Interrupt);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled: 0 of 2 claims judged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("as declared", output, StringComparison.Ordinal);
        string verdicts = File.ReadAllText(Path.Combine(folder.Path, "out", "verdicts.json"));
        Assert.Contains("\"claims\": 2", verdicts, StringComparison.Ordinal);
        Assert.Contains("\"complete\": false", File.ReadAllText(Path.Combine(folder.Path, "out", "manifest.json")), StringComparison.Ordinal);
    }

    [LongSkippableFact]
    public void ALongRunWithoutATerminalTellsHowFarItIs()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        DrivenFiles.WriteInto(folder);
        using Process process = Start(folder, ["verify", "driven.yaml", "--out", "out"]);
        var lines = new List<string>();
        while (process.StandardError.ReadLine() is { } line)
        {
            lines.Add(line);
            if (line.Contains("verifying", StringComparison.Ordinal))
            {
                break; // on a busy machine, reading may have had its own line before
            }
        }

        Signals.Send(process, Signals.Interrupt);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Matches("^lindblad-verify: verifying 0/2, 1[0-9] s so far$", lines[^1]);
    }

    private static TimeSpan Interrupted(TemporaryFolder folder, string[] arguments, int signal)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Signals.WaitUntilHeard(process);
        Thread.Sleep(700);
        Assert.False(process.HasExited, $"ended before it was interrupted: {(process.HasExited ? error.Result : string.Empty)}");
        long start = Stopwatch.GetTimestamp();
        Signals.Send(process, signal);
        process.WaitForExit();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled", error.Result, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", error.Result, StringComparison.Ordinal);
        _ = output.Result;
        return elapsed;
    }

    private static Process Start(TemporaryFolder folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.ArgumentList.Add(typeof(Application).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
