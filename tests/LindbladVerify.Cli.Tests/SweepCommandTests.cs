using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Sweeps as their users run them: killed, stopped, on a full disk, in shards, with mistakes.</summary>
[Collection(AloneCollection.Name)]
public sealed class SweepCommandTests
{
    private const string Pair = """
        name: pair
        pair: { dipolar: D, hyperfine: 8e6, polarization: P, electronRate: Gc, broadening: 1e5 }
        vary: { D: { from: 1e2, to: 1e4, points: 20, scale: log }, Gc: { from: 1e4, to: 1e8, points: 100, scale: log }, P: { from: 0, to: 1.01, points: 102 } }
        compute: { W: { quantity: residence-time }, gap: { quantity: spectral-gap } }
        """;

    [LongSkippableFact]
    public void KilledRunsGoOnAndEndWithTheSameNumbers()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("s.yaml"), Pair);
        Assert.Equal(0, CommandLine.Run("sweep", "run", folder.File("s.yaml"), "--store", folder.File("whole"), "--threads", "1").ExitCode);
        string[] arguments = ["sweep", "run", folder.File("s.yaml"), "--store", folder.File("killed"), "--threads", "2"];
        var random = new Random(20240609);
        long before = 0;
        foreach (int signal in new[] { Signals.Kill, Signals.Terminate, Signals.Kill, Signals.Interrupt, Signals.Kill, Signals.Kill })
        {
            using Process process = CommandLine.Start(arguments, new Dictionary<string, string>(StringComparer.Ordinal));
            Signals.WaitUntilHeard(process);
            Thread.Sleep(random.Next(0, 900));
            Signals.Send(process, signal);
            process.WaitForExit();
            if (signal != Signals.Kill)
            {
                Assert.Contains(process.ExitCode, new[] { 0, 75 });
            }

            long done = File.Exists(folder.File("killed")) ? Status(folder.File("killed")) : 0;
            Assert.True(done >= before, "points were lost");
            before = done;
        }

        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        Assert.Equal(Export(folder, "whole"), Export(folder, "killed"));
    }

    /// <summary>A warning of Slurm that comes while the files are still read asks for the same as any later one.</summary>
    [LongTheory]
    [InlineData("run")]
    [InlineData("merge")]
    public async Task StoppedBeforeItHasBegunGoesOnToo(string what)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("s.yaml"), Pair);
        string[] run = ["sweep", "run", folder.File("s.yaml"), "--store", folder.File("part")];
        Assert.Equal(0, CommandLine.Run(run).ExitCode);
        string[] arguments = what is "run" ? [.. run[..4], folder.File("again")] : ["sweep", "merge", folder.File("again"), folder.File("part")];
        Assert.Equal(75, await Application.RunAsync(arguments, new CancellationToken(canceled: true)));
        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        Assert.Equal(Export(folder, "part"), Export(folder, "again"));
    }

    [SkippableFact]
    public void AFullDiskStopsTheRunWhichThenGoesOn()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "tmpfs");
        using var folder = new TemporaryFolder();
        string disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        Skip.IfNot(Shell($"mount -t tmpfs -o size=2m tmpfs '{disk}'") == 0, "a file system of a given size needs the rights of the superuser");
        try
        {
            File.WriteAllText(folder.File("s.yaml"), Pair);
            string store = Path.Combine(disk, "s");
            CommandLine run = CommandLine.Run("sweep", "run", folder.File("s.yaml"), "--store", store);
            Assert.Equal(75, run.ExitCode);
            Assert.Contains("the disk is full", run.Error, StringComparison.Ordinal);
            Assert.Equal(0, Shell($"mount -o remount,size=64m '{disk}'"));
            Assert.Equal(0, CommandLine.Run("sweep", "run", folder.File("s.yaml"), "--store", store).ExitCode);
            Assert.Equal(204000, Status(store));
        }
        finally
        {
            Shell($"umount '{disk}'");
        }
    }

    [LongFact]
    public void ShardsMergePlotAndExport()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("s.yaml"), Pair);
        for (int i = 1; i <= 3; i++)
        {
            CommandLine run = CommandLine.Run("sweep", "run", folder.File("s.yaml"), "--store", folder.File($"p{i}"), "--shard", $"{i}/3", "--json");
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("remaining").GetInt64());
        }

        Assert.Equal(75, CommandLine.Run("sweep", "merge", folder.File("all"), folder.File("p1"), folder.File("p3")).ExitCode);
        Assert.Equal(0, CommandLine.Run("sweep", "merge", folder.File("all"), folder.File("p2")).ExitCode);
        Assert.Equal(0, CommandLine.Run("sweep", "run", folder.File("s.yaml"), "--store", folder.File("whole")).ExitCode);
        Assert.Equal(Export(folder, "whole"), Export(folder, "all"));
        XDocument.Parse(CommandLine.Run("sweep", "plot", folder.File("all"), "--x", "Gc", "--y", "P", "--value", "W", "--at", "D=1e3").Output);
        Assert.Equal(0, CommandLine.Run("sweep", "plot", folder.File("all"), "--x", "Gc", "--value", "W", "--at", "P=0.5", "--at", "D=1e3", "--svg", folder.File("lines.svg")).ExitCode);
        Assert.Equal(0, CommandLine.Run("sweep", "export", folder.File("all"), "--npz", folder.File("a.npz"), "--parquet", folder.File("a.parquet")).ExitCode);
    }

    [Theory]
    [InlineData(2, "there is no such folder", "run", "s.yaml", "--store", "none/x")]
    [InlineData(2, "does not exist", "run", "none.yaml", "--store", "x")]
    [InlineData(2, "a shard is i/n", "run", "s.yaml", "--store", "x", "--shard", "4/3")]
    [InlineData(2, "say --yes", "run", "huge.yaml", "--store", "x")]
    [InlineData(2, "There is no store", "status", "none")]
    [InlineData(2, "no store of a sweep", "status", "s.yaml")]
    [InlineData(2, "nothing to write", "export", "none")]
    [InlineData(2, "There is no store", "merge", "x", "none")]
    [InlineData(2, "there is no sbatch here", "submit", "s.yaml", "--store", "jobs", "--tasks", "2")]
    public void MistakesAreOneLine(int code, string told, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("s.yaml"), Pair);
        File.WriteAllText(folder.File("huge.yaml"), Pair.Replace("points: 20", "points: 200000", StringComparison.Ordinal));
        string[] placed = ["sweep", .. arguments.Select(a => a is "s.yaml" or "none.yaml" or "huge.yaml" or "x" or "none" or "none/x" or "jobs" ? folder.File(a) : a)];
        CommandLine run = CommandLine.RunApart(placed, new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = WithoutSlurm() });
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void DryRunPrintsTheScripts()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("s.yaml"), Pair);
        CommandLine run = CommandLine.Run("sweep", "submit", folder.File("s.yaml"), "--store", folder.File("jobs"), "--tasks", "8", "--sbatch", "--time=1:00:00 --comment=\"a b\"", "--dry-run");
        Assert.Equal(0, run.ExitCode);
        foreach (string line in new[] { "#SBATCH --array=1-8", "#SBATCH --requeue", "#SBATCH --signal=B:TERM@60", "#SBATCH --time=1:00:00", "#SBATCH --comment=\"a b\"", "sweep merge" })
        {
            Assert.Contains(line, run.Output, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder.File("jobs")));
    }

    [LongSkippableFact]
    public void ARealSlurmGivesTheStoreOfOneProcess()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Slurm");
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "LindbladVerify.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var start = new ProcessStartInfo("/bin/bash") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(root, "eng", "test-slurm.sh"));
        start.ArgumentList.Add(typeof(Application).Assembly.Location);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Skip.If(process.ExitCode == 77, output.Trim());
        Assert.True(process.ExitCode == 0, output);
    }

    private static string WithoutSlurm() => Path.GetDirectoryName(Environment.ProcessPath) is { } folder && File.Exists(Path.Combine(folder, "dotnet"))
        ? folder
        : string.Join(':', (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Where(p => !File.Exists(Path.Combine(p, "sbatch"))));

    private static long Status(string store) => JsonDocument.Parse(CommandLine.Run("sweep", "status", store, "--json").Output).RootElement.GetProperty("done").GetInt64();

    private static string Export(TemporaryFolder folder, string store)
    {
        Assert.Equal(0, CommandLine.Run("sweep", "export", folder.File(store), "--csv", folder.File("export.csv")).ExitCode);
        return File.ReadAllText(folder.File("export.csv"));
    }

    private static int Shell(string line)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(line);
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
