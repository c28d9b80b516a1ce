namespace LindbladVerify.Systems.Expressions;

/// <summary>The message for a name that means nothing.</summary>
internal static class UnknownName
{
    public static ExpressionException Of(NameExpression name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string shown = ExpressionTokens.Shorten(name.Name);
        if (Functions.IsKnown(name.Name))
        {
            return new ExpressionException(name.Position, $"the function '{shown}' needs arguments in brackets");
        }

        string list = names.Length == 0 ? "only the constants pi and i are known" : $"known are {List(names)}";
        return new ExpressionException(name.Position, $"there is no parameter '{shown}'{NameSuggestion.For(name.Name, [.. names, .. Constants.Names])}; {list}");
    }

    /// <summary>The names, shortened where there are many.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        const int Shown = 20;
        string list = string.Join(", ", names.Take(Shown).Select(ExpressionTokens.Shorten));
        return names.Count > Shown ? $"{list} and {names.Count - Shown} more" : list;
    }
}

/// <summary>Help for a mistyped name.</summary>
internal static class NameSuggestion
{
    private const int LongestName = 64;

    /// <summary>" (did you mean 'x'?)" for the known name nearest to an unknown one; empty where none is near.</summary>
    /// <param name="unknown">The name that was not found.</param>
    /// <param name="known">The names that exist.</param>
    public static string For(string unknown, IEnumerable<string> known) =>
        Closest(unknown, known) is string name ? $" (did you mean '{name}'?)" : "";

    /// <summary>The known name within a third of the letters (at least one) of an unknown one, letter case apart; null where none is.</summary>
    public static string? Closest(string unknown, IEnumerable<string> known)
    {
        if (unknown.Length > LongestName)
        {
            return null;
        }

        (int Distance, string Name)[] near =
        [
            .. known.Where(k => k.Length <= LongestName)
                .Select(k => (Distance(unknown.ToUpperInvariant(), k.ToUpperInvariant()), k))
                .Where(p => p.Item1 <= Math.Max(1, Math.Max(unknown.Length, p.k.Length) / 3) && p.Item1 < Math.Max(unknown.Length, p.k.Length))
                .OrderBy(p => p.Item1),
        ];
        return near.Length > 0 ? near[0].Name : null;
    }

    /// <summary>Fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
