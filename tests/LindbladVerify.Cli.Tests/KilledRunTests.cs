using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Runs that are killed while they write, and disks that fill up: no half file, nothing left behind by the next run.</summary>
[Collection(AloneCollection.Name)]
public sealed class KilledRunTests
{
    private const string Decay = """
        name: decay
        spins: { I: 1/2 }
        hamiltonian: "I.x"
        dissipators: [ { operator: "I.m", rate: "1" } ]
        initial: { I: up }
        observables: { z: "I.z", x: "I.x" }
        times: { from: 0, to: 1, points: 100000 }
        """;

    [LongSkippableFact]
    public void AFileIsOldOrNewAndNeverHalf()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("decay.yaml"), Decay);
        string[] arguments = ["simulate", folder.File("decay.yaml"), "--csv", folder.File("a.csv"), "--npz", folder.File("a.npz"), "--svg", folder.File("a.svg")];
        var random = new Random(20240607);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        double whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        byte[] csv = File.ReadAllBytes(folder.File("a.csv"));
        byte[] svg = File.ReadAllBytes(folder.File("a.svg"));
        foreach (int signal in new[] { Signals.Kill, Signals.Kill, Signals.Kill, Signals.Kill, Signals.Terminate, Signals.Interrupt })
        {
            using (Process process = CommandLine.Start(arguments, new Dictionary<string, string>(StringComparer.Ordinal)))
            {
                Thread.Sleep((int)(whole * (0.3 + (0.7 * random.NextDouble()))));
                Signals.Send(process, signal);
                process.WaitForExit();
            }

            Assert.Equal(csv, File.ReadAllBytes(folder.File("a.csv")));
            Assert.Equal(svg, File.ReadAllBytes(folder.File("a.svg")));
        }

        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        Assert.Equal(csv, File.ReadAllBytes(folder.File("a.csv")));
        Assert.Equal(["a.csv", "a.npz", "a.svg", "decay.yaml"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [LongSkippableFact]
    public void AReportIsWholeFileByFile()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals of Unix");
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
        string report = folder.File("report");
        string[] arguments = ["verify", folder.File("mine.yaml"), "--quick", "--out", report];
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        double whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        string[] names = [.. Directory.GetFiles(report).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        var random = new Random(20240608);
        foreach (int signal in new[] { Signals.Kill, Signals.Kill, Signals.Kill, Signals.Terminate })
        {
            using (Process process = CommandLine.Start(arguments, new Dictionary<string, string>(StringComparer.Ordinal)))
            {
                Thread.Sleep((int)(whole * (0.5 + (0.5 * random.NextDouble()))));
                Signals.Send(process, signal);
                process.WaitForExit();
            }

            foreach (string file in Directory.GetFiles(report).Where(f => Path.GetFileName(f)[0] != '.'))
            {
                RequireWhole(file);
            }
        }

        Assert.Equal(0, CommandLine.Run(arguments).ExitCode);
        Assert.Equal(names, Directory.GetFiles(report).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [LongSkippableFact]
    public void AFullDiskKeepsTheOldFileAndTheResultIsShown()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "tmpfs");
        using var folder = new TemporaryFolder();
        string disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        Skip.IfNot(Shell($"mount -t tmpfs -o size=64k tmpfs '{disk}'") == 0, "a file system of a given size needs the rights of the superuser");
        try
        {
            File.WriteAllText(folder.File("decay.yaml"), Decay);
            string csv = Path.Combine(disk, "a.csv");
            File.WriteAllText(csv, "old");
            CommandLine run = CommandLine.Run("simulate", folder.File("decay.yaml"), "--csv", csv);
            Assert.Equal(4, run.ExitCode);
            Assert.Contains($"Cannot write '{csv}': No space left on device", run.Error, StringComparison.Ordinal);
            Assert.Contains("decay", run.Output, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(csv));
            Assert.Single(Directory.GetFiles(disk));

            Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
            CommandLine verify = CommandLine.Run("verify", folder.File("mine.yaml"), "--quick", "--out", Path.Combine(disk, "report"));
            Assert.Equal(4, verify.ExitCode);
            Assert.Contains(" claims: ", verify.Output, StringComparison.Ordinal);
            foreach (string file in Directory.GetFiles(Path.Combine(disk, "report")))
            {
                RequireWhole(file);
            }
        }
        finally
        {
            Shell($"umount '{disk}'");
        }
    }

    private static void RequireWhole(string file)
    {
        string text = File.ReadAllText(file);
        switch (Path.GetExtension(file))
        {
            case ".json": JsonDocument.Parse(text).Dispose(); break;
            case ".xml" or ".svg": XDocument.Parse(text); break;
            case ".html": Assert.EndsWith("</html>", text.TrimEnd(), StringComparison.Ordinal); break;
            case ".csv": Assert.EndsWith("\n", text, StringComparison.Ordinal); break;
            default: Assert.Fail($"'{file}' is not one of the files of a report"); break;
        }
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
