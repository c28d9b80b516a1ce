using System.Reflection;

namespace LindbladVerify.Formulas;

/// <summary>Every formula of an assembly, found by its type: adding a formula edits no list.</summary>
public static class FormulaCatalogue
{
    private static readonly Lazy<IReadOnlyList<Formula>> Own = new(() => Discover(typeof(Formula).Assembly));

    /// <summary>The formulas of this library, sorted by id.</summary>
    public static IReadOnlyList<Formula> All => Own.Value;

    /// <summary>The suites that formulas of this library belong to, sorted.</summary>
    public static IReadOnlyList<string> Suites =>
        [.. All.Select(f => f.Suite).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The formulas of one suite, sorted by id.</summary>
    /// <param name="suite">For example "chessari-2023".</param>
    /// <exception cref="ArgumentException">There is no such suite.</exception>
    public static IReadOnlyList<Formula> OfSuite(string suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        Formula[] found = [.. All.Where(f => string.Equals(f.Suite, suite, StringComparison.Ordinal))];
        return found.Length > 0
            ? found
            : throw new ArgumentException($"No suite '{suite}'; there are: {string.Join(", ", Suites)}.", nameof(suite));
    }

    /// <summary>The formula with an id.</summary>
    /// <param name="id">For example "eq9".</param>
    /// <exception cref="ArgumentException">There is no such formula.</exception>
    public static Formula Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return All.FirstOrDefault(f => string.Equals(f.Id, id, StringComparison.Ordinal))
            ?? throw new ArgumentException($"No formula '{id}'; there are: {string.Join(", ", All.Select(f => f.Id))}.", nameof(id));
    }

    /// <summary>Creates one instance of every concrete public <see cref="Formula"/> of an assembly that has a parameterless constructor, sorted by id.</summary>
    /// <param name="assembly">The assembly to search, for example one that adds its own formulas.</param>
    /// <exception cref="InvalidOperationException">Two formulas have the same id, or two claims have the same full id.</exception>
    public static IReadOnlyList<Formula> Discover(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        Formula[] formulas =
        [
            .. assembly.GetExportedTypes()
                .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Formula)) && t.GetConstructor(Type.EmptyTypes) is not null)
                .Select(t => (Formula)Activator.CreateInstance(t)!)
                .OrderBy(f => f.Id, StringComparer.Ordinal),
        ];
        RefuseRepeated(formulas.Select(f => (f.Id, f.GetType().Name)), "Formula id");
        RefuseRepeated(formulas.SelectMany(f => f.Claims.Select(c => ($"{f.Id}.{c.Id}", f.GetType().Name))), "Claim id");
        return formulas;
    }

    private static void RefuseRepeated(IEnumerable<(string Id, string Type)> entries, string what)
    {
        foreach (IGrouping<string, (string Id, string Type)> group in entries.GroupBy(e => e.Id, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                throw new InvalidOperationException($"{what} '{group.Key}' is used more than once: {string.Join(", ", group.Select(e => e.Type))}.");
            }
        }
    }
}
