using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class VerifyCommandTests
{
    [LongFact]
    public void TheSuiteIsAsDeclaredAndTheFilesSayHow()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("verify", "--quick", "--out", folder.Path, "--seed", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("eq9.electron-telegraph", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);

        JsonElement verdicts = JsonDocument.Parse(File.ReadAllText(folder.File("verdicts.json"))).RootElement.GetProperty("verdicts");
        Assert.All(verdicts.EnumerateArray(), v => Assert.True(v.GetProperty("asDeclared").GetBoolean(), v.GetProperty("id").GetString()));
        Assert.All(
            verdicts.EnumerateArray().Where(v => string.Equals(v.GetProperty("verdict").GetString(), "false", StringComparison.Ordinal)),
            v => Assert.NotEqual(JsonValueKind.Null, v.GetProperty("counterexample").ValueKind));

        JsonElement manifest = JsonDocument.Parse(File.ReadAllText(folder.File("manifest.json"))).RootElement;
        Assert.True(manifest.GetProperty("complete").GetBoolean());
        Assert.Equal("5", manifest.GetProperty("settings").GetProperty("seed").GetString());
        foreach (JsonProperty file in manifest.GetProperty("sha256").EnumerateObject())
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File(file.Name))));
            Assert.Equal(file.Value.GetString(), hash);
        }

        Assert.True(File.Exists(folder.File("junit.xml")));
        string report = File.ReadAllText(folder.File("report.html"));
        string[] drawings = Directory.GetFiles(folder.Path, "*.svg");
        Assert.Equal(drawings.Select(d => Path.ChangeExtension(d, ".csv")).Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path, "*.csv").Order(StringComparer.Ordinal));
        Assert.All(drawings, d => Assert.Contains($"href=\"{Path.GetFileNameWithoutExtension(d)}.csv\"", report, StringComparison.Ordinal));
        Assert.All(verdicts.EnumerateArray(), v => Assert.Contains($"id=\"{v.GetProperty("id").GetString()}\"", report, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryCounterexampleOfAnIdentityReplays()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("verify", OfPaper("eq4"), "--quick", "--out", folder.Path, "--json");
        JsonElement verdict = JsonDocument.Parse(run.Output).RootElement.GetProperty("verdicts").EnumerateArray()
            .Single(v => string.Equals(v.GetProperty("id").GetString(), "eq4.electron-telegraph", StringComparison.Ordinal));
        JsonElement counterexample = verdict.GetProperty("counterexample");

        string[] command = counterexample.GetProperty("command").GetString()!.Split(' ');
        CommandLine replay = CommandLine.Run(command[1..]);

        Assert.Equal(0, replay.ExitCode);
        string formula = counterexample.GetProperty("formula").GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(formula, replay.Output, StringComparison.Ordinal);
    }

    [LongFact]
    public void VerdictsDoNotDependOnThreads()
    {
        CommandLine Verify(string threads)
        {
            using var folder = new TemporaryFolder();
            return CommandLine.Run("verify", OfPaper("eq4"), OfPaper("eq6"), OfPaper("eq9"), OfPaper("eq11"), "--quick", "--no-monte-carlo", "--out", folder.Path, "--threads", threads, "--json");
        }

        Assert.Equal(Verify("1").Output, Verify("3").Output);
    }

    private static string OfPaper(string id) => Path.Combine(RepositoryFolder.Root, "src", "LindbladVerify.Formulas", "Suites", "chessari-2023", id + ".yaml");

    [Fact]
    public void AnUnknownSuiteIsNamed()
    {
        CommandLine run = CommandLine.Run("verify", "no-such-suite");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-suite", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsRefusedBeforeAnythingIsComputed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("occupied"), "a file, not a folder");
        CommandLine run = CommandLine.Run("verify", "--out", folder.File("occupied"));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("occupied", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AFolderWithoutANameIsRefusedAndNothingIsWritten(string name)
    {
        string[] before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());
        CommandLine run = CommandLine.Run("verify", "--out", name);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains($"--out '{name}' names no folder", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
    }

    [LongTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ASignalKeepsWhatWasJudged(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        using Process process = CommandLine.Start(["verify", "--out", folder.Path], new Dictionary<string, string>(StringComparer.Ordinal));
        while (!File.Exists(folder.File("manifest.json")))
        {
            Thread.Sleep(5);
        }

        using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        JsonElement verdicts = JsonDocument.Parse(File.ReadAllText(folder.File("verdicts.json"))).RootElement.GetProperty("verdicts");
        JsonElement manifest = JsonDocument.Parse(File.ReadAllText(folder.File("manifest.json"))).RootElement;
        Assert.False(manifest.GetProperty("complete").GetBoolean());
        Assert.True(verdicts.GetArrayLength() < 150);
    }
}
