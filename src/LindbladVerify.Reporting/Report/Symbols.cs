using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Report;

/// <summary>How the names of parameters look in print.</summary>
internal static partial class Symbols
{
    /// <summary>Names that <see cref="MathExpression.DefaultSymbol"/> would not set as the paper does.</summary>
    public static FrozenDictionary<string, string> Given { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["D"] = "D_{12}",
        ["Gc"] = "Γ_{c}",
        ["G2"] = "Γ_{2}",
        ["Gs"] = "Γ_{s}",
        ["Gb"] = "Γ\u0304",
        ["G1a"] = "Γ_{1,1}",
        ["G1b"] = "Γ_{1,2}",
        ["G2II"] = "Γ_{2}^{(II)}",
        ["W_electron"] = "W_{electron}",
        ["nu"] = "ν",
        ["g"] = "g",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The symbol of a parameter in the markup of rich text, slanted where it is a Latin letter.</summary>
    public static string Markup(string name)
    {
        string symbol = Given.TryGetValue(name, out string? given) ? given : MathExpression.DefaultSymbol(name);
        return char.IsAsciiLetter(symbol[0]) ? $"*{symbol[0]}*{symbol[1..]}" : symbol;
    }

    /// <summary>The symbol as plain text: "Γc", "Δ", "D12".</summary>
    public static string Plain(string name) => RichText.Parse(Markup(name)).PlainText.Replace("_", "", StringComparison.Ordinal).Replace("^", "", StringComparison.Ordinal);

    /// <summary>A line such as "Gc = Gc0/epsilon" or "Delta*P" with symbols for the names of these parameters, and a centred dot for each product.</summary>
    public static string Line(string text, IReadOnlyList<string> names)
    {
        var line = new StringBuilder();
        int end = 0;
        foreach (Match match in Identifier().Matches(text))
        {
            line.Append(RichText.Escape(text[end..match.Index]).Replace("\\*", "·", StringComparison.Ordinal));
            line.Append(Piece(match.Value, names));
            end = match.Index + match.Length;
        }

        return line.Append(RichText.Escape(text[end..])).ToString();
    }

    private static string Piece(string word, IReadOnlyList<string> names)
    {
        if (names.Contains(word, StringComparer.Ordinal))
        {
            return Markup(word);
        }

        // "Gc0" is the value of Gc at the start of a path.
        if (word.EndsWith('0') && names.Contains(word[..^1], StringComparer.Ordinal))
        {
            string symbol = Markup(word[..^1]);
            return symbol.EndsWith('}') ? symbol[..^1] + ",0}" : symbol + "_{0}";
        }

        return word switch
        {
            "epsilon" => "*ε*",
            "sqrt" => "√",
            _ => RichText.Escape(word),
        };
    }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
