using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Pages;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Pages;

/// <summary>The gallery of published results: every verdict is the one declared in the file, and every file says where it comes from, to which field it belongs and what it means.</summary>
public sealed partial class GalleryTests
{
    private static readonly string[] Fields = ["chemical exchange", "magnetic resonance", "quantum optics", "superconducting qubits", "transport"];

    private static string Folder { get; } = RepositoryFolder.PathOf("docs/formulas");

    public static TheoryData<string> Files => [.. FilesOnDisk()];

    /// <summary>The files that a run judges: a share of them, where not all are wanted.</summary>
    public static TheoryData<string> Judged => [.. Cases.EveryNth(FilesOnDisk(), 5, 60)];

    [Theory]
    [MemberData(nameof(Judged))]
    public void EveryVerdictIsAsDeclared(string file)
    {
        FileFormula formula = OfGallery(file);
        IReadOnlyList<Verdict> verdicts = GalleryRun.Of(formula);

        Assert.All(verdicts, v => Assert.True(v.AsDeclared, $"{v.Id}: declared {v.Declared}, found {v.Kind}. {v.Reason}"));
        Assert.Equal(formula.Claims.Count, verdicts.Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryFileNamesItsSource(string file)
    {
        FileFormula formula = FormulaFileReader.Open(Path.Combine(Folder, file));
        Assert.StartsWith("10.", formula.Source.Doi, StringComparison.Ordinal);
        Assert.Matches(@"\(\d{4}\)", formula.Source.Citation);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), formula.Id);
        Assert.Contains(formula.Field, Fields);
    }

    /// <summary>What the assembly carries is what stands in the folder.</summary>
    [Fact]
    public void TheProgramHasAllFiles() => Assert.Equal(FilesOnDisk(), FormulaGallery.All.Select(f => f.File).Order(StringComparer.Ordinal));

    /// <summary>Errata name the claim of the right form, which holds.</summary>
    [Fact]
    public void ErrataNameARightForm()
    {
        string[] claims = [.. FormulaGallery.All.SelectMany(f => f.Claims.Select(c => $"{f.Id}.{c.Id}"))];
        Assert.All(FormulaGallery.All.SelectMany(f => f.Errata), e => Assert.Contains(e.Repaired, claims));
        Assert.All(FormulaGallery.All.SelectMany(f => f.Errata.Select(e => f.Claims.Single(c => string.Equals(c.Id, e.Claim, StringComparison.Ordinal)))), c =>
            Assert.Equal(VerdictKind.False, c.Declared));
    }

    [Fact]
    public void ThereAreAtLeastSeventy() => Assert.True(Files.Count >= 70);

    [Fact]
    public void EveryModelIsUsed()
    {
        string[] texts = [.. Directory.GetFiles(Folder, "*.yaml").Select(File.ReadAllText)];
        Assert.All(Directory.GetFiles(Path.Combine(Folder, "models")), model => Assert.Contains(texts, t => t.Contains($"models/{Path.GetFileName(model)}", StringComparison.Ordinal)));
    }

    /// <summary>The pages say what a run says: adding a file needs no edit of an index, but the command that stands in their first lines.</summary>
    [SkippableTheory]
    [InlineData(GalleryPage.FileName)]
    [InlineData(ErrataPage.FileName)]
    public void PagesAreThoseOfARun(string page)
    {
        Skip.IfNot(Cases.All, "LINDBLAD_VERIFY_CASES=all runs the whole gallery for it");
        IReadOnlyList<Verdict> verdicts = GalleryRun.All;
        string made = page is GalleryPage.FileName ? GalleryPage.Text(FormulaGallery.All, verdicts) : ErrataPage.Text(FormulaGallery.All, verdicts);
        Assert.Equal(WithoutNumbers(made), WithoutNumbers(File.ReadAllText(RepositoryFolder.PathOf($"docs/{page}")).ReplaceLineEndings("\n")));
    }

    /// <summary>Every proof and refutation of the gallery has a certificate, which says the same.</summary>
    [SkippableFact]
    public void EveryCertificateSaysWhatItsRowSays()
    {
        Skip.IfNot(Cases.All, "LINDBLAD_VERIFY_CASES=all runs the whole gallery for it");
        IReadOnlyList<Verdict> all = GalleryRun.All;
        Verdict[] certified = [.. all.Where(v => v.Certificate is not null)];
        Assert.DoesNotContain(all, v => v.Certificate is null && v.Proof!.Status is (ProofStatus.Proved or ProofStatus.PartlyProved or ProofStatus.Refuted));
        Assert.True(certified.Length > 100, $"{certified.Length} certificates");
        Parallel.ForEach(certified, v => PythonPrograms.Check(v.Certificate!, v.Proof!.Status is not ProofStatus.Refuted));
    }

    /// <summary>Which of equally bad points is named, and the last digits of what is measured there, depend on the processor.</summary>
    private static string WithoutNumbers(string page) => Number().Replace(page, "#");

    [System.Text.RegularExpressions.GeneratedRegex(@"\d+(\.\d+)?([eE][-+]?\d+)?", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, 10_000)]
    private static partial System.Text.RegularExpressions.Regex Number();

    private static string[] FilesOnDisk() => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static FileFormula OfGallery(string file) => FormulaGallery.All.Single(f => string.Equals(f.File, file, StringComparison.Ordinal));
}

/// <summary>The verdicts of the gallery, reached once however many tests ask for them.</summary>
internal static class GalleryRun
{
    private static readonly Lazy<IReadOnlyList<Verdict>> Whole = new(() => Judge(FormulaGallery.All));

    /// <summary>Those of all formulas, judged side by side.</summary>
    public static IReadOnlyList<Verdict> All => Whole.Value;

    /// <summary>Those of one formula; where the whole gallery is judged anyway, from there.</summary>
    public static IReadOnlyList<Verdict> Of(FileFormula formula) =>
        Cases.All ? [.. All.Where(v => v.Id.StartsWith(formula.Id + ".", StringComparison.Ordinal))] : Judge([formula]);

    private static IReadOnlyList<Verdict> Judge(IReadOnlyList<FileFormula> formulas) => SuiteRunner.Run(formulas, DenseKernels.Managed, JudgingSettings.Quick).Verdicts;
}
