using System.Text;
using LindbladVerify.Formulas;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Verification.FormulaFiles;

namespace LindbladVerify.Reporting.Report;

/// <summary>
/// How the names of one formula look in print: Greek letters and indices are guessed from the name. Where a guess would make
/// two names look alike, both are set as they are written, so that every name keeps its identity.
/// </summary>
internal sealed class Symbols
{
    // The notation of the article, for the formulas of this library; formula files have their own.
    private static readonly Dictionary<string, string> s_article = new(StringComparer.Ordinal)
    {
        ["D"] = "D_{12}",
        ["G1a"] = "Γ_{1,1}",
        ["G1b"] = "Γ_{1,2}",
        ["G2II"] = "Γ_{2}^{(II)}",
    };

    private static readonly System.Buffers.SearchValues<char> AsciiLettersAndDigits = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly Dictionary<string, string> _symbols;

    /// <summary>The symbols of these names.</summary>
    /// <param name="names">All names that are seen together.</param>
    /// <param name="notation">Names with a notation of their own, in the markup of <see cref="RichText"/>; null for none.</param>
    public Symbols(IEnumerable<string> names, IReadOnlyDictionary<string, string>? notation = null)
    {
        _symbols = names.Distinct(StringComparer.Ordinal).ToDictionary(
            name => name, name => notation is not null && notation.TryGetValue(name, out string? given) ? given : Guess(name), StringComparer.Ordinal);

        // A name set as written may look like another's symbol in turn ("ab" and a with the index b), hence the loop; no two names are written alike, so it ends.
        while (_symbols.GroupBy(s => Characters(s.Value), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } alike)
        {
            foreach (string name in alike.Select(s => s.Key).ToArray())
            {
                _symbols[name] = RichText.Escape(name);
            }
        }
    }

    /// <summary>The symbol of each name in the markup of <see cref="RichText"/>, as <see cref="MathExpression.Parse"/> takes them.</summary>
    public IReadOnlyDictionary<string, string> ByName => _symbols;

    /// <summary>The symbols of the parameters of a formula and of the names in its expression.</summary>
    public static Symbols Of(Formula formula) => new(
        formula.Parameters.Select(p => p.Name).Concat(NamesIn(formula.Expression)), formula is FileFormula { IsBuiltIn: false } ? null : s_article);

    /// <summary>The symbol of a name in the markup of rich text, slanted where it is a Latin letter.</summary>
    /// <exception cref="KeyNotFoundException">The formula has no such name.</exception>
    public string Markup(string name)
    {
        string symbol = _symbols[name];
        bool isLetter = char.IsAsciiLetter(symbol[0]) && (symbol.Length == 1 || symbol[1] is '_' or '^');
        return isLetter ? $"*{symbol[0]}*{symbol[1..]}" : symbol;
    }

    /// <summary>The symbol as plain text: "Γc", "Δ", "D12".</summary>
    /// <exception cref="KeyNotFoundException">The formula has no such name.</exception>
    public string Plain(string name) => Characters(_symbols[name]);

    /// <summary>A line such as "Gc = Gc0/epsilon" or "Delta*P" with symbols for the names of the formula, and a centred dot for each product.</summary>
    public string Line(string text)
    {
        var line = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            int word = at;
            while (word < text.Length && !char.IsAsciiLetter(text[word]))
            {
                word++;
            }

            int end = EndOfWord(text, word, c => char.IsAsciiLetterOrDigit(c) || c == '_');
            string between = RichText.Escape(text[at..word]);
            line.Append(end > word ? between.Replace("\\*", "·", StringComparison.Ordinal) : between);
            line.Append(end > word ? Piece(text[word..end]) : string.Empty);
            at = Math.Max(end, word);
        }

        return line.ToString();
    }

    private string Piece(string word)
    {
        if (_symbols.ContainsKey(word))
        {
            return Markup(word);
        }

        // "Gc0" is the value of Gc at the start of a path.
        if (word.EndsWith('0') && _symbols.ContainsKey(word[..^1]))
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

    /// <summary>"Gc", "G2" and "Geff" are rates: Γ with an index. Everything else as it looks by default.</summary>
    private static string Guess(string name) => IsRate(name) ? $"Γ_{{{name[1..]}}}" : MathExpression.DefaultSymbol(name);

    private static bool IsRate(string name) =>
        name.Length is >= 2 and <= 4 && name[0] == 'G' && (char.IsAsciiLetterLower(name[1]) || char.IsAsciiDigit(name[1])) && name.AsSpan(2).IndexOfAnyExcept(AsciiLettersAndDigits) < 0;

    private static string Characters(string markup) => string.Concat(RichText.Parse(markup).Runs.Select(run => run.Text));

    /// <summary>Names as the parser of expressions reads them, without those of functions.</summary>
    private static IEnumerable<string> NamesIn(string expression)
    {
        for (int at = 0; at < expression.Length;)
        {
            int end = EndOfWord(expression, at, c => char.IsLetterOrDigit(c) || c is '_' or '.');
            if (end == at)
            {
                at++;
                continue;
            }

            bool isCall = expression.AsSpan(end).TrimStart() is ['(', ..];
            if (char.IsLetter(expression[at]) && !isCall)
            {
                yield return expression[at..end];
            }

            at = end;
        }
    }

    private static int EndOfWord(string text, int at, Func<char, bool> isPart)
    {
        while (at < text.Length && isPart(text[at]))
        {
            at++;
        }

        return at;
    }
}

/// <summary>A point as it is said in the laboratory: couplings in hertz, rates as times.</summary>
internal static class LaboratoryUnits
{
    private static readonly (double Factor, string Prefix)[] s_prefixes =
        [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p")];

    /// <summary>One parameter: "Δ/2π = 15.9 MHz", "1/Γc = 0.5 µs", "P = 0.7"; in the markup of rich text.</summary>
    public static string Describe(Parameter parameter, double value, Symbols symbols)
    {
        string symbol = symbols.Markup(parameter.Name);
        return (parameter.Unit, value) switch
        {
            ("rad/s", _) => $"{symbol}/2π = {Prefixed(value / (2 * Math.PI), "Hz")}",
            ("1/s", not 0) => $"1/{symbol} = {Prefixed(1 / value, "s")}",
            ("1", _) => $"{symbol} = {ReportText.Number(value, 4)}",
            _ => $"{symbol} = {ReportText.Number(value, 4)} {parameter.Unit}",
        };
    }

    /// <summary>A value with the SI prefix that leaves 1 to 3 digits before the point.</summary>
    public static string Prefixed(double value, string unit)
    {
        double magnitude = Math.Abs(value);
        (double factor, string prefix) = s_prefixes.FirstOrDefault(p => magnitude >= p.Factor * 0.9995, s_prefixes[^1]);
        return value == 0 ? "0 " + unit : magnitude is >= 1e12 or < 1e-15 ? $"{ReportText.Number(value, 4)} {unit}" : $"{ReportText.Number(value / factor, 4)} {prefix}{unit}";
    }
}
