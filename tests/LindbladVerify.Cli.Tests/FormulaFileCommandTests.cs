using System.Globalization;
using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class FormulaFileCommandTests
{
    [LongFact]
    public void TheTemplateVerifiesAndItsCounterexampleReplays()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml");
        CommandLine init = CommandLine.Run("verify", "--init", file);
        Assert.Equal(0, init.ExitCode);

        CommandLine run = CommandLine.Run("verify", file, "--quick", "--json", "--out", folder.File("out"));
        Assert.Equal(0, run.ExitCode);
        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("fast-electron-rate", root.GetProperty("suite").GetString());
        JsonElement everywhere = root.GetProperty("verdicts").EnumerateArray().First();
        Assert.Equal("fast-electron-rate.everywhere", everywhere.GetProperty("id").GetString());
        Assert.Equal("false", everywhere.GetProperty("verdict").GetString());
        Assert.All(["report.html", "verdicts.json", "manifest.json", "junit.xml"], name => Assert.True(File.Exists(Path.Combine(folder.File("out"), name)), name));

        JsonElement counterexample = everywhere.GetProperty("counterexample");
        CommandLine replay = CommandLine.Run(counterexample.GetProperty("command").GetString()!.Split(' ')[1..]);
        Assert.Equal(0, replay.ExitCode);
        Assert.Contains(counterexample.GetProperty("formula").GetDouble().ToString("R", CultureInfo.InvariantCulture), replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreThreadsThanProcessorsChangeNothing()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml");
        CommandLine.Run("verify", "--init", file);
        foreach (string threads in new[] { "1", "1024" })
        {
            CommandLine run = CommandLine.Run("verify", file, "--quick", "--threads", threads, "--out", folder.File(threads));
            Assert.Empty(run.Error);
            Assert.Equal(0, run.ExitCode);
        }

        Assert.Equal(File.ReadAllText(folder.File("1/verdicts.json")), File.ReadAllText(folder.File("1024/verdicts.json")));
    }

    [Fact]
    public void InitOverwritesNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("mine.yaml"), "mine");
        CommandLine run = CommandLine.Run("verify", "--init", folder.File("mine.yaml"));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("mine", File.ReadAllText(folder.File("mine.yaml")));
        Assert.Contains("exists already", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AVerdictThatDiffersIsExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("wrong.yaml");
        CommandLine.Run("verify", "--init", file);
        File.WriteAllText(file, File.ReadAllText(file).Replace("kind: identity, declared: false", "kind: identity, declared: exact", StringComparison.Ordinal));
        CommandLine run = CommandLine.Run("verify", file, "--quick", "--out", folder.File("out"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("declared exact, found false", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.yaml", "", "missing.yaml:1:1: the formula file does not exist")]
    [InlineData("bad.yaml", "id: a\nparameter: 1\n", "bad.yaml:2:1: a formula has no key 'parameter' (did you mean 'parameters'?)")]
    [InlineData("bad.yaml", "id: a\n\tb: 1\n", "bad.yaml:2:1: not valid YAML")]
    public void BadFilesAreOneLineWithTheirPlace(string name, string text, string message)
    {
        using var folder = new TemporaryFolder();
        if (text.Length > 0)
        {
            File.WriteAllText(folder.File(name), text);
        }

        CommandLine run = CommandLine.Run("verify", folder.File(name), "--out", folder.File("out"));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [LongFact]
    public void ConvertedUnitsAreSaidAndFilesOfTheRunBeforeGo()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("mine.yaml");
        CommandLine.Run("verify", "--init", file);
        string text = File.ReadAllText(file);
        CommandLine.Run("verify", file, "--quick", "--out", folder.File("out"));
        string[] before = Directory.GetFiles(folder.File("out"));
        string kept = before.First(f => f.EndsWith(".csv", StringComparison.Ordinal));
        File.AppendAllText(kept, "mine");

        File.WriteAllText(file, text.Replace("id: fast-electron-rate", "id: other", StringComparison.Ordinal).Replace("[1.0e5, 1.0e8]", "[100 kHz, 1.0e8]", StringComparison.Ordinal));
        CommandLine run = CommandLine.Run("verify", file, "--quick", "--out", folder.File("out"), "--json");

        JsonElement root = JsonDocument.Parse(run.Output).RootElement;
        Assert.EndsWith("parameter 'Gc'.range: 100 kHz = 100000 1/s, without 2π since it is a rate", root.GetProperty("notes").EnumerateArray().Single().GetString(), StringComparison.Ordinal);
        string[] after = Directory.GetFiles(folder.File("out"));
        Assert.Equal([kept], after.Where(f => Path.GetFileName(f).StartsWith("fast-electron-rate", StringComparison.Ordinal)));
        Assert.Equal(before.Length + 1, after.Length);
    }

    [Fact]
    public void AFileInPlaceOfTheFolderIsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run("verify", "--init", folder.File("a.yaml"));
        CommandLine run = CommandLine.Run("verify", folder.File("a.yaml"), "--out", folder.File("a.yaml"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a file; a folder is needed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFilesWithOneIdAreRefused()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run("verify", "--init", folder.File("a.yaml"));
        CommandLine.Run("verify", "--init", folder.File("b.yaml"));
        CommandLine run = CommandLine.Run("verify", folder.File("a.yaml"), folder.File("b.yaml"), "--out", folder.File("out"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("used more than once", run.Error, StringComparison.Ordinal);
    }
}
