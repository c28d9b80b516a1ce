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
