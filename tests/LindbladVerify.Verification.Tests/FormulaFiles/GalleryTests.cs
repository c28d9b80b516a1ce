using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>The gallery of published results: every verdict is the one declared in the file, every file names its source, and the page lists them all.</summary>
public sealed class GalleryTests
{
    private static string Folder { get; } = RepositoryFolder.PathOf("docs/formulas");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryVerdictIsAsDeclared(string file)
    {
        FileFormula formula = FormulaFileReader.Open(Path.Combine(Folder, file));
        SuiteResult result = SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick);

        Assert.All(result.Verdicts, v => Assert.True(v.AsDeclared, $"{v.Id}: declared {v.Declared}, found {v.Kind}. {v.Reason}"));
        Assert.Equal(formula.Claims.Count, result.Verdicts.Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryFileNamesItsSource(string file)
    {
        FileFormula formula = FormulaFileReader.Open(Path.Combine(Folder, file));
        Assert.StartsWith("10.", formula.Source.Doi, StringComparison.Ordinal);
        Assert.Matches(@"\(\d{4}\)", formula.Source.Citation);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), formula.Id);
        Assert.Contains($"({file})", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void ThereAreAtLeastTwenty() => Assert.True(Files.Count >= 20);

    [Fact]
    public void EveryModelIsUsed()
    {
        string[] texts = [.. Directory.GetFiles(Folder, "*.yaml").Select(File.ReadAllText)];
        Assert.All(Directory.GetFiles(Path.Combine(Folder, "models")), model => Assert.Contains(texts, t => t.Contains($"models/{Path.GetFileName(model)}", StringComparison.Ordinal)));
    }
}
