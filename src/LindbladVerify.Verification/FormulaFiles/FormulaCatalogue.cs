using System.Reflection;
using LindbladVerify.Formulas;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>
/// The formulas of the library: formula files that the assembly <c>LindbladVerify.Formulas</c> carries, one a formula, in a folder for each suite. Adding a
/// formula is adding a file there; no list names them.
/// </summary>
public static class FormulaCatalogue
{
    private static readonly Lazy<IReadOnlyList<FileFormula>> Own = new(() => Read(typeof(Formula).Assembly));

    /// <summary>The formulas of this library, sorted by id.</summary>
    public static IReadOnlyList<FileFormula> All => Own.Value;

    /// <summary>The suites that formulas of this library belong to, sorted.</summary>
    public static IReadOnlyList<string> Suites =>
        [.. All.Select(f => f.Suite).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The formulas of one suite, sorted by id.</summary>
    /// <param name="suite">For example "chessari-2023".</param>
    /// <exception cref="ArgumentException">There is no such suite.</exception>
    public static IReadOnlyList<FileFormula> OfSuite(string suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        FileFormula[] found = [.. All.Where(f => string.Equals(f.Suite, suite, StringComparison.Ordinal))];
        return found.Length > 0
            ? found
            : throw new ArgumentException($"No suite '{suite}'; there are: {string.Join(", ", Suites)}.", nameof(suite));
    }

    /// <summary>The formula with an id.</summary>
    /// <param name="id">For example "eq9".</param>
    /// <exception cref="ArgumentException">There is no such formula.</exception>
    public static FileFormula Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return All.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal))
            ?? throw new ArgumentException($"No formula '{id}'; there are: {string.Join(", ", All.Select(f => f.Id))}.", nameof(id));
    }

    /// <summary>The formula files that an assembly carries as resources called "suite/name.yaml", sorted by id.</summary>
    /// <param name="assembly">For example one that adds its own suites.</param>
    /// <exception cref="Systems.ModelFiles.ModelFileException">A file is not a formula; the message names file, line and column.</exception>
    /// <exception cref="InvalidOperationException">Two formulas have the same id, or two claims have the same full id.</exception>
    public static IReadOnlyList<FileFormula> Read(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        string[] names = [.. EmbeddedText.Names(assembly).Where(n => n.EndsWith(".yaml", StringComparison.Ordinal))];
        FileFormula[] formulas = [.. Workers.Select(names, Environment.ProcessorCount, n => One(assembly, n)).OrderBy(f => f.Id, StringComparer.Ordinal)];
        RefuseRepeated(formulas.Select(f => (f.Id, f.File)), "Formula id");
        RefuseRepeated(formulas.SelectMany(f => f.Claims.Select(c => ($"{f.Id}.{c.Id}", f.File))), "Claim id");
        return formulas;
    }

    private static FileFormula One(Assembly assembly, string name) =>
        FormulaFileReader.ReadBuiltIn(EmbeddedText.Require(assembly, name), name, name[..name.IndexOf('/', StringComparison.Ordinal)]);

    private static void RefuseRepeated(IEnumerable<(string Id, string File)> entries, string what)
    {
        foreach (IGrouping<string, (string Id, string File)> group in entries.GroupBy(e => e.Id, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                throw new InvalidOperationException($"{what} '{group.Key}' is used more than once: {string.Join(", ", group.Select(e => e.File))}.");
            }
        }
    }
}
