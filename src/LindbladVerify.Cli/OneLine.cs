namespace LindbladVerify.Cli;

/// <summary>Foreign text fit for one line of a message.</summary>
internal static class OneLine
{
    private const int Longest = 2000;

    /// <summary>The text with line breaks as blanks and other control characters shown as '�', cut where it is very long.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(cut.ReplaceLineEndings(" ").EnumerateRunes().Select(r => System.Text.Rune.IsControl(r) ? "\uFFFD" : r.ToString()));
    }
}
