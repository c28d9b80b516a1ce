using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>What the names in the expressions of one file may mean beside parameters and sites: constants of nature, and entries of numbered tables.</summary>
internal sealed class FileScope
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> tables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> notes = new(StringComparer.Ordinal);

    /// <summary>Whether names that the file does not give to anything of its own may be those of constants of nature.</summary>
    public bool HasConstants { get; set; }

    /// <summary>The constants that were used, a line each.</summary>
    public IReadOnlyCollection<string> Notes => notes;

    /// <summary>Tells of a key of the file: its name is the file's own from now on.</summary>
    public void Declare(string key)
    {
        keys.Add(key);
        if (NumberedName.Read(key) is { } name)
        {
            tables[name.Name] = [.. tables.GetValueOrDefault(name.Name, []).Append(name.First).Distinct().Order()];
        }
    }

    /// <summary>An expression as the file means it.</summary>
    /// <exception cref="ExpressionException">A table is unknown.</exception>
    public Expression Complete(Expression expression)
    {
        Expression chosen = Indices.HasIndices(expression) ? Indices.Choices(expression, tables) : expression;
        return HasConstants ? NaturalConstants.Insert(chosen, keys.Contains, c => notes.Add(c.Note)) : chosen;
    }
}

/// <summary>A key such as I[1..6], J[2] or J[k=1..5]: names with numbers.</summary>
/// <param name="Name">The name before the bracket.</param>
/// <param name="Index">The letter that stands for the number in the value; null where there is none.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="IsRange">Whether the key names several.</param>
internal sealed record NumberedName(string Name, string? Index, int First, int Last, bool IsRange)
{
    /// <summary>Most names that one key may stand for.</summary>
    public const int MostNames = 1000;

    /// <summary>The names.</summary>
    public IEnumerable<(string Name, int Number)> Names => Enumerable.Range(First, Last - First + 1).Select(k => (Indices.Name(Name, k), k));

    /// <summary>Reads a key; null where it is not of this form.</summary>
    public static NumberedName? Read(string key)
    {
        int open = key.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || key[^1] != ']' || !ExpressionParser.IsName(key[..open]))
        {
            return null;
        }

        string inner = key[(open + 1)..^1];
        int equals = inner.IndexOf('=', StringComparison.Ordinal);
        string? index = equals > 0 ? inner[..equals].Trim() : null;
        string[] ends = inner[(equals + 1)..].Split("..");
        if (ends.Length > 2 || (index is not null && !ExpressionParser.IsName(index)) || !IsNumber(ends[0], out int first) || !IsNumber(ends[^1], out int last) || (index is not null && ends.Length == 1))
        {
            return null;
        }

        return new NumberedName(key[..open], index, first, last, ends.Length == 2);
    }

    private static bool IsNumber(string text, out int number) => int.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
