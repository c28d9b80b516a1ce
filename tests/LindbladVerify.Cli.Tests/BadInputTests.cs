using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Input that once ended in a stack trace, and its kin: one line and an exit code.</summary>
public sealed class BadInputTests
{
    private static readonly string[] Pair = ["rate", "--hyperfine", "8e6", "--polarization", "0.7", "--electron-rate", "2e6", "--broadening", "7e4", "--dipolar"];

    public static TheoryData<string> LongQuantities => [new string('1', 5000) + "-", new string('.', 5000), new string(' ', 5000) + "x", "1 " + new string('a', 5000) + "^", new string('1', 5000) + "e+"];

    [Theory]
    [MemberData(nameof(LongQuantities))]
    public void ALongNumberIsReadInOnePass(string text) => Refused([.. Pair, text], "is not a finite number", "is not allowed here");

    [Theory]
    [InlineData("figure", "3a")]
    [InlineData("map", "eq11")]
    [InlineData("hypres")]
    [InlineData("verify")]
    public void AnEmptyFolderIsNone(params string[] command)
    {
        Refused([.. command, "--out", ""], "names no folder");
        Refused([.. command, "--out", "  "], "names no folder");
    }

    [Theory]
    [InlineData("figure", "3a")]
    [InlineData("map", "eq11")]
    [InlineData("hypres")]
    public void AFolderThatTakesNoFilesIsRefusedBeforeTheWork(params string[] command)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        Refused([.. command, "--out", folder.File("file")], "is a file");
    }

    [Theory]
    [InlineData("--csv", "")]
    [InlineData("--svg", " ")]
    public void AnEmptyFileIsNone(string option, string name)
    {
        using var folder = new TemporaryFolder();
        DrivenFiles.WriteInto(folder);
        Refused(["simulate", folder.File("driven-model.yaml"), option, name], "names no file");
    }

    [Theory]
    [LongInlineData("{\"sha256\":{\"x\":\"1\",\"x\":\"2\"},\"complete\":true}", 0)]
    [LongInlineData("{\"sha256\":{\"../x\":\"1\",\"y\":3,\"\":\"\"},\"complete\":false}", 0)]
    [LongInlineData("{\"sha256\":[],\"complete\":false}", 0)]
    [LongInlineData("{\"sha256\":{\"x\":\"1\",\"x\":\"2\"}}", 2)]
    [InlineData("{\"name\":\"a web application\",\"icons\":[]}", 2)]
    [LongInlineData("[1]", 2)]
    [LongInlineData("not json", 2)]
    public void AnOldManifestIsReadAndAnotherFileOfThatNameIsKept(string content, int code)
    {
        using var folder = new TemporaryFolder();
        string report = Directory.CreateDirectory(folder.File("report")).FullName;
        string manifest = Path.Combine(report, "manifest.json");
        Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
        File.WriteAllText(manifest, content);
        CommandLine run = CommandLine.Run("verify", folder.File("mine.yaml"), "--quick", "--out", report);
        Assert.Equal(code, run.ExitCode);
        Assert.Equal(code == 2, string.Equals(content, File.ReadAllText(manifest), StringComparison.Ordinal));
        Assert.Equal(0, CommandLine.Run("verify", folder.File("mine.yaml"), "--quick", "--overwrite", "--out", report).ExitCode);
    }

    [Theory]
    [InlineData("doi: \"10.1103/Phys Rev\"", "the doi")]
    [InlineData("doi: \"10.1103/Phys\\tRev\"", "the doi")]
    [InlineData("doi: \"10.1103/a\\N\"", "U+0085")]
    [InlineData("doi: \"javascript:alert(1)\"", "the doi")]
    [InlineData("title: \"a\\0b\"", "U+0000")]
    [InlineData("title: \"a\\u0007b\"", "U+0007")]
    [InlineData("source: \"a\\uD800b\"", "not valid YAML")]
    [InlineData("note: \"a\\uFFFFb\"", "U+FFFF")]
    [InlineData("variant: \"\\e[31m\"", "U+001B")]
    public void NothingThatAFileSaysCanSpoilAReport(string line, string part)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
        string key = line.Split(':')[0];
        File.WriteAllLines(folder.File("mine.yaml"), [.. File.ReadAllLines(folder.File("mine.yaml")).Where(l => !l.StartsWith(key + ":", StringComparison.Ordinal)), line]);
        Refused(["verify", folder.File("mine.yaml"), "--quick", "--out", folder.File("report")], part);
        Assert.False(Directory.Exists(folder.File("report")));
    }

    [LongFact]
    public void AnIdMayBeginWithADigit()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("verify", "--init", folder.File("mine.yaml")).ExitCode);
        string text = File.ReadAllText(folder.File("mine.yaml"));
        File.WriteAllLines(folder.File("mine.yaml"), text.Split('\n').Select(l => l.StartsWith("id:", StringComparison.Ordinal) ? "id: 11-mine" : l));
        CommandLine run = CommandLine.Run("verify", folder.File("mine.yaml"), "--quick", "--out", folder.File("report"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("11-mine", File.ReadAllText(Path.Combine(folder.Path, "report", "report.html")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [LongInlineData("doctor >&-", 4)]
    [InlineData("--help >&-", 4)]
    [InlineData("doctor --json >&-", 4)]
    [InlineData("rate 2>&-", 2)]
    [LongInlineData("rate >&- 2>&-", 2)]
    [LongInlineData("rate <&- >&- 2>&-", 2)]
    public void ClosedStreamsAreAnExitCode(string arguments, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell of Unix");
        var start = new System.Diagnostics.ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"dotnet '{typeof(Application).Assembly.Location}' {arguments}");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(code, process.ExitCode);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [LongFact]
    public void AWrongPathOfALibraryIsSaid()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LINDBLAD_VERIFY_MKL_PATH"] = folder.File("libmkl_rt.so") };
        CommandLine run = CommandLine.RunApart([.. Pair, "1e3"], environment);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"LINDBLAD_VERIFY_MKL_PATH names '{folder.File("libmkl_rt.so")}', which cannot be used", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "levels", "300", "mixed")]
    [InlineData(17, "spins", "1/2", "up")]
    public void WhatIsTooLargeIsThree(int count, string kind, string site, string state)
    {
        string[] names = [.. Enumerable.Range(1, count).Select(k => FormattableString.Invariant($"s{k}"))];
        string All(string value) => string.Join(", ", names.Select(n => $"{n}: {value}"));
        string hamiltonian = string.Equals(kind, "spins", StringComparison.Ordinal) ? string.Join(" + ", names.Select((n, k) => FormattableString.Invariant($"{k + 1}*{n}.x"))) + " + s1.z*s2.z" : "0*s1.one";
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("large.yaml"), $$"""
            {{kind}}: { {{All(site)}} }
            hamiltonian: "{{hamiltonian}}"
            initial: { {{All(state)}} }
            observables: { n: "s1.one" }
            times: [0, 1]
            """);
        CommandLine run = CommandLine.Run("simulate", folder.File("large.yaml"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("joint states", run.Error, StringComparison.Ordinal);
    }

    private static void Refused(IReadOnlyList<string> arguments, params string[] anyOf)
    {
        CommandLine run = CommandLine.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        string line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains(anyOf, part => line.Contains(part, StringComparison.Ordinal));
        Assert.Empty(run.Output);
    }
}
