using System.Reflection;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>
/// The gallery of published results: the formula files of <c>docs/formulas</c>, which this assembly carries with their models. Unlike the formulas of suites they
/// are judged as a user's own files are, in as many digits as their references have. Adding a formula is adding a file there; no list names them.
/// </summary>
internal static class FormulaGallery
{
    private const string Folder = "gallery/";
    private static readonly Lazy<IReadOnlyList<FileFormula>> Own = new(Read);

    /// <summary>All formulas of the gallery, sorted by id.</summary>
    public static IReadOnlyList<FileFormula> All => Own.Value;

    private static IReadOnlyList<FileFormula> Read()
    {
        Assembly assembly = typeof(FormulaGallery).Assembly;
        var models = new EmbeddedModelSource(assembly, Folder);
        string[] names = [.. EmbeddedText.Names(assembly).Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.LastIndexOf('/') == Folder.Length - 1)];
        return
        [
            .. Workers.Select(names, Environment.ProcessorCount, n => FormulaFileReader.ReadGallery(EmbeddedText.Require(assembly, n), n[Folder.Length..], models))
                .OrderBy(f => f.Id, StringComparer.Ordinal),
        ];
    }
}
