namespace LindbladVerify.Systems.Expressions;

/// <content>What is a name.</content>
internal sealed partial class ExpressionParser
{
    /// <summary>Whether a text is a name by itself, fit for a site or parameter.</summary>
    public static bool IsName(string text)
    {
        try
        {
            return ExpressionTokens.Of(text) is [{ Kind: ExpressionTokenKind.Name } name, _] && name.Text.Length == text.Length && !IsWord(name);
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is the name of a numbered site or parameter, such as I[2], as it is written out.</summary>
    public static bool IsNumberedName(string text)
    {
        try
        {
            return ExpressionTokens.Of(text) is [{ Kind: ExpressionTokenKind.Name } name, var open, { Kind: ExpressionTokenKind.Number } number, var close, _] && open.Is("[") && close.Is("]")
                && !IsWord(name) && number.Value == Math.Round(number.Value) && string.Equals(text, Indices.Name(name.Text, (int)number.Value), StringComparison.Ordinal);
        }
        catch (ExpressionException)
        {
            return false;
        }
    }
}
