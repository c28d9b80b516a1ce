using System.Globalization;
using System.Text.Json;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps.Store;

/// <summary>What a store says of the sweep that it holds.</summary>
public sealed class StoreAbout
{
    private const string NameKey = "name";
    private const string IdentityKey = "identity";
    private const string TextKey = "sweep";
    private const string NumbersKey = "numbers";
    private const string PointsKey = "points";
    private const string FilesKey = "files";
    private const string ColumnsKey = "columns";

    /// <summary>Under which the number of points of a refined grid is kept.</summary>
    internal const string WantedKey = "wanted";

    private StoreAbout(IReadOnlyDictionary<string, string> entries)
    {
        Entries = entries;
        Points = long.Parse(entries[PointsKey], CultureInfo.InvariantCulture);
        Columns = [.. Pairs(ColumnsKey).Select(c => new SweepColumn(c[0], c[1] is "flag"))];
        Files = [.. Pairs(FilesKey).Select(f => (f[0], f[1]))];
    }

    /// <summary>Name of the sweep.</summary>
    public string Name => Entries[NameKey];

    /// <summary>SHA-256 of all that the numbers depend on.</summary>
    public string Identity => Entries[IdentityKey];

    /// <summary>The sweep file.</summary>
    public string Text => Entries[TextKey];

    /// <summary>Number of points of the sweep.</summary>
    public long Points { get; }

    /// <summary>Number of points that are to be computed: all, or of a grid that is refined those that are wanted by now.</summary>
    public long Wanted => Entries.TryGetValue(WantedKey, out string? wanted) ? long.Parse(wanted, CultureInfo.InvariantCulture) : Points;

    /// <summary>The stored columns.</summary>
    public IReadOnlyList<SweepColumn> Columns { get; }

    /// <summary>The files that the numbers depend on, with their SHA-256.</summary>
    public IReadOnlyList<(string Name, string Hash)> Files { get; }

    /// <summary>All of it, as it is stored.</summary>
    internal IReadOnlyDictionary<string, string> Entries { get; }

    /// <summary>What the store of a sweep says.</summary>
    internal static StoreAbout Of(Sweep sweep) => new(new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [NameKey] = sweep.Name,
        [IdentityKey] = sweep.Identity,
        [TextKey] = sweep.Text,
        [NumbersKey] = SweepFileReader.NumbersVersion.ToString(CultureInfo.InvariantCulture),
        [PointsKey] = sweep.Points.Count.ToString(CultureInfo.InvariantCulture),
        [FilesKey] = JsonSerializer.Serialize(sweep.Files.Select(f => new[] { f.Name, f.Hash })),
        [ColumnsKey] = JsonSerializer.Serialize(sweep.Columns.Select(c => new[] { c.Name, c.IsFlag ? "flag" : "value" })),
    });

    /// <summary>Reads it.</summary>
    /// <exception cref="SweepException">Something is missing.</exception>
    internal static StoreAbout Of(IReadOnlyDictionary<string, string> entries, string path)
    {
        try
        {
            return new StoreAbout(entries);
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException or JsonException or IndexOutOfRangeException)
        {
            throw new SweepException($"The store '{path}' is damaged: it does not say what it holds.", e);
        }
    }

    /// <summary>Refuses another sweep.</summary>
    /// <exception cref="SweepException">The store holds another one; the message says in what they differ.</exception>
    internal void Require(StoreAbout wanted, string path)
    {
        if (string.Equals(Identity, wanted.Identity, StringComparison.Ordinal))
        {
            return;
        }

        string difference = !string.Equals(Text, wanted.Text, StringComparison.Ordinal) ? "another sweep file"
            : !Files.SequenceEqual(wanted.Files) ? $"another version of {string.Join(", ", Files.Concat(wanted.Files).GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Distinct().Count() > 1 || g.Count() == 1).Select(g => g.Key))}"
            : "another version of the numbers of this program";
        throw new SweepException($"The store '{path}' was made from {difference}; it is left as it is. Name another store.");
    }

    private string[][] Pairs(string key) => JsonSerializer.Deserialize<string[][]>(Entries[key]) ?? [];
}
