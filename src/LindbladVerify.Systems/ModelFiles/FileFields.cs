using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The small fields that formula and sweep files share: names, numbers and words. Errors point into the file.</summary>
internal static class FileFields
{
    private const int LongestShown = 60;

    /// <summary>A text of the file, shortened for a message.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : text[..(LongestShown - 3)] + "...";

    /// <summary>Whether expressions read a text as one name: letters, digits and _, and none of their words.</summary>
    public static bool IsName(string text)
    {
        try
        {
            return Expression.Parse(text) is NameExpression parsed && string.Equals(parsed.Name, text, StringComparison.Ordinal);
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    /// <summary>A finite number, with a unit or as an expression of numbers.</summary>
    /// <param name="node">Where it stands.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="kind">What it measures.</param>
    /// <param name="notes">Told of a conversion.</param>
    public static double Number(FileNode node, string what, QuantityKind kind, List<string>? notes = null)
    {
        FileScalar scalar = node.AsScalar(what);
        if (scalar.Text.Length == 0)
        {
            throw scalar.Error($"{what} has no value");
        }

        Quantity quantity = scalar.Evaluate(what, () => Quantity.HasUnit(scalar.Text)
            ? Quantity.Parse(scalar.Text, kind)
            : new Quantity(CompiledExpression.Formula(scalar.Expression(what), []).Evaluate(), null));
        if (quantity.Note is not null)
        {
            notes?.Add($"{what}: {quantity.Note}");
        }

        return double.IsFinite(quantity.Value) ? quantity.Value : throw scalar.Error($"{what} must be a finite number, not {Shown(scalar.Text)}");
    }

    /// <summary>One of a list of words.</summary>
    public static string Word(FileNode node, string what, IReadOnlyList<string> allowed)
    {
        FileScalar scalar = node.AsScalar(what);
        return allowed.Contains(scalar.Text, StringComparer.Ordinal)
            ? scalar.Text
            : throw scalar.Error($"{what} cannot be '{Shown(scalar.Text)}'{NameSuggestion.For(scalar.Text, allowed)}; allowed are {string.Join(", ", allowed)}");
    }
}
