using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LindbladVerify.Reporting.Results;

/// <summary>Numbers with a power of ten in sentences, which come as "1.5E+07": for readers "1.5e7", or typeset. Files for programs keep them as they are.</summary>
internal static partial class ProseNumbers
{
    /// <summary>The sentence for a terminal and for Markdown: 1.5e7, 2e-9.</summary>
    public static string Plain(string sentence) => Powers().Replace(sentence, m => $"{m.Groups["mantissa"].Value}e{Sign(m, "-")}{m.Groups["power"].Value}");

    /// <summary>The sentence for a page: 1.5 × 10 with the power raised.</summary>
    /// <param name="html">What it is written to.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="write">Writes a piece of text, escaped.</param>
    public static void Typeset(StringBuilder html, string sentence, Action<StringBuilder, string> write)
    {
        int from = 0;
        foreach (Match m in Powers().Matches(sentence))
        {
            string mantissa = m.Groups["mantissa"].Value;
            write(html, sentence[from..m.Index]);
            html.Append(CultureInfo.InvariantCulture, $"{(mantissa is "1" ? string.Empty : mantissa + " × ")}10<sup>{Sign(m, "−")}{m.Groups["power"].Value}</sup>");
            from = m.Index + m.Length;
        }

        write(html, sentence[from..]);
    }

    private static string Sign(Match m, string minus) => m.Groups["sign"].Value is "-" ? minus : string.Empty;

    [GeneratedRegex(@"(?<![\w.])(?<mantissa>\d+(?:\.\d+)?)E(?<sign>[+-])0*(?<power>\d+)(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Powers();
}
