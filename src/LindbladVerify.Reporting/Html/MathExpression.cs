using System.Text;
using LindbladVerify.Reporting.Plots;

namespace LindbladVerify.Reporting.Html;

/// <summary>
/// Typesets an expression written as a line of text, for example "D^2/2*Gs/(Delta^2*P^2 + Gs^2)", as MathML: quotients
/// as fractions, powers raised, products closed up, Greek letters and indices as in print.
/// </summary>
internal static class MathExpression
{
    // Letters that are read as an index after any symbol; others make a word of it ("radius", "one").
    private static readonly HashSet<string> s_indices = new(StringComparer.Ordinal)
    {
        "ab", "abs", "av", "avg", "bath", "bg", "cr", "dd", "dip", "eff", "eg", "el", "em", "eq", "ex", "exc", "ext", "fast", "hf", "hop", "in", "int", "iso",
        "max", "min", "nn", "nr", "off", "on", "opt", "out", "par", "perp", "ph", "pi", "rad", "ref", "res", "rf", "rms", "sat", "sc", "sd", "slow", "th", "tot", "vib", "zz",
    };

    // A Greek name of four letters or more hardly begins a word, so that more is read as its index.
    private const int LongGreek = 4;
    private const int LongestIndex = 4;

    // Looked for at the beginning of a name, in this order.
    private static readonly (string Name, string Letter)[] s_greek =
    [
        ("epsilon", "ε"), ("lambda", "λ"), ("Lambda", "Λ"), ("alpha", "α"), ("gamma", "γ"), ("Gamma", "Γ"), ("delta", "δ"), ("Delta", "Δ"),
        ("kappa", "κ"), ("omega", "ω"), ("Omega", "Ω"), ("sigma", "σ"), ("Sigma", "Σ"), ("theta", "θ"), ("Theta", "Θ"), ("beta", "β"),
        ("zeta", "ζ"), ("eta", "η"), ("phi", "φ"), ("Phi", "Φ"), ("psi", "ψ"), ("Psi", "Ψ"), ("rho", "ρ"), ("tau", "τ"), ("chi", "χ"),
        ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"), ("pi", "π"), ("hbar", "ħ"),
    ];

    /// <summary>Typesets an expression of numbers, names, + - * / ^, brackets, functions of one or more arguments, and "=".</summary>
    /// <param name="expression">The line of text.</param>
    /// <param name="symbols">How names are to look, in the markup of <see cref="RichText"/>, for example "Gc" → "Γ_{c}"; others look as
    /// <see cref="DefaultSymbol"/> says. Null for none.</param>
    /// <exception cref="FormatException">The line does not parse; the message says where.</exception>
    public static HtmlElement Parse(string expression, IReadOnlyDictionary<string, string>? symbols = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new MathExpressionParser(expression, symbols).Parse();
    }

    /// <summary>Typesets an expression in pieces between which a line may be broken: before each + or − outside of all brackets.</summary>
    /// <param name="expression">The line of text.</param>
    /// <param name="symbols">How names are to look, as in <see cref="Parse"/>.</param>
    /// <exception cref="FormatException">The line does not parse; the message says where.</exception>
    public static IReadOnlyList<MathTerm> ParseTerms(string expression, IReadOnlyDictionary<string, string>? symbols = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new MathExpressionParser(expression, symbols).ParseTerms();
    }

    /// <summary>
    /// How a name looks by default, in the markup of <see cref="RichText"/>: names of Greek letters become the letters, what follows
    /// the first letter or a Greek name becomes an index ("D12" → "D_{12}", "Gamma_c" → "Γ_{c}"); words stay words ("radius").
    /// Different names may look the same here ("D12" and "D_12").
    /// </summary>
    public static string DefaultSymbol(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach ((string greek, string letter) in s_greek)
        {
            if (name.StartsWith(greek, StringComparison.Ordinal) && IsIndex(name[greek.Length..], greek.Length >= LongGreek ? LongestIndex : 1))
            {
                return Indexed(letter, name[greek.Length..]);
            }
        }

        return IsIndex(name[1..], 1) ? Indexed(name[..1], name[1..]) : RichText.Escape(name);
    }

    /// <summary>Whether what follows a symbol begins like an index, and not like the rest of a word ("radius", "nuclear").</summary>
    private static bool IsIndex(string rest, int longest)
    {
        string letters = string.Concat(rest.TakeWhile(char.IsAsciiLetterLower));
        return letters.Length <= longest || s_indices.Contains(letters);
    }

    private static string Indexed(string letter, string index)
    {
        index = index.TrimStart('_');
        return index.Length == 0 ? letter : letter + "_{" + index.Replace('_', ',') + "}";
    }
}

/// <summary>Equations as MathML Core, which browsers set without any script.</summary>
internal static class MathMl
{
    /// <summary>A symbol, slanted if it is a single letter: "W", "Γ".</summary>
    public static HtmlElement Identifier(string name) => new("mi", name);

    /// <summary>A name set upright: "exp", "res".</summary>
    public static HtmlElement Upright(string name) => new HtmlElement("mi", name).With("mathvariant", "normal");

    /// <summary>A number.</summary>
    public static HtmlElement Number(string digits) => new("mn", digits);

    /// <summary>An operator, bracket or separator.</summary>
    public static HtmlElement Operator(string sign) => new("mo", sign);

    /// <summary>The space before the name of a function in a product.</summary>
    public static HtmlElement ThinSpace() => new HtmlElement("mspace").With("width", "0.167em");

    /// <summary>Pieces in a row.</summary>
    public static HtmlElement Row(params IEnumerable<HtmlNode> pieces) => new("mrow", pieces);

    /// <summary>A fraction.</summary>
    public static HtmlElement Fraction(HtmlNode numerator, HtmlNode denominator) => new("mfrac", numerator, denominator);

    /// <summary>A superscript.</summary>
    public static HtmlElement Power(HtmlNode @base, HtmlNode exponent) => new("msup", @base, exponent);

    /// <summary>A subscript.</summary>
    public static HtmlElement Subscript(HtmlNode @base, HtmlNode index) => new("msub", @base, index);

    /// <summary>A square root.</summary>
    public static HtmlElement SquareRoot(HtmlNode radicand) => new("msqrt", radicand);

    /// <summary>Something in round brackets that grow with it.</summary>
    public static HtmlElement Parenthesised(HtmlNode content) => Row(Bracket("(", content), content, Bracket(")", content));

    /// <summary>A bracket. Browsers stretch one only with a font for mathematics, which many systems lack, and without one too far: around a fraction it is set larger instead, elsewhere it is as tall as the letters.</summary>
    private static HtmlNode Bracket(string sign, HtmlNode content)
    {
        var html = new StringBuilder();
        content.WriteTo(html);
        return html.ToString().Contains("<mfrac", StringComparison.Ordinal)
            ? new HtmlElement("mpadded", Operator(sign).With("stretchy", "false").WithClass("tall")).With("voffset", "-0.3em")
            : Operator(sign).With("stretchy", "false");
    }

    /// <summary>An equation on its own line.</summary>
    /// <param name="text">The same as text, for readers that do not speak MathML.</param>
    /// <param name="content">The equation.</param>
    public static HtmlElement Display(string text, params IEnumerable<HtmlNode> content) => Inline(text, content).With("display", "block");

    /// <summary>An equation within a line of text.</summary>
    /// <param name="text">The same as text, for readers that do not speak MathML.</param>
    /// <param name="content">The equation.</param>
    public static HtmlElement Inline(string text, params IEnumerable<HtmlNode> content) =>
        new HtmlElement("math", Row(content)).With("alttext", text);
}

/// <summary>A factor as it stands in a row, and without the brackets that a fraction bar or a raised place makes needless.</summary>
/// <param name="Shown">As it stands in a row.</param>
/// <param name="Bare">Without its brackets.</param>
/// <param name="StartsWithDigit">Whether digits before it would run together with its own.</param>
/// <param name="IsWord">Whether it is a name of several letters, which would run together with its neighbours.</param>
internal sealed record MathPiece(HtmlElement Shown, HtmlElement Bare, bool StartsWithDigit, bool IsWord = false)
{
    /// <summary>Whether it begins with the name of a function, which would run together with a symbol before it.</summary>
    public bool IsFunction { get; init; }

    public static MathPiece Plain(HtmlElement element) => new(element, element, false);

    /// <summary>A fraction; a single factor needs no brackets above or below its bar.</summary>
    public static MathPiece Quotient(IReadOnlyList<MathPiece> above, IReadOnlyList<MathPiece> below) => Plain(MathMl.Fraction(
        above.Count == 1 ? above[0].Bare : Product(above), below.Count == 1 ? below[0].Bare : Product(below)));

    /// <summary>Factors in a row: a dot before digits and beside words, which would run together otherwise; an invisible sign between symbols, and a thin space before functions.</summary>
    public static HtmlElement Product(IReadOnlyList<MathPiece> factors)
    {
        List<HtmlNode> pieces = [factors[0].Shown];
        foreach ((MathPiece before, MathPiece factor) in factors.Zip(factors.Skip(1)))
        {
            bool isDot = factor.StartsWithDigit || factor.IsWord || before.IsWord;
            pieces.Add(MathMl.Operator(isDot ? "·" : "\u2062"));
            if (factor.IsFunction && !isDot)
            {
                pieces.Add(MathMl.ThinSpace());
            }

            pieces.Add(factor.Shown);
        }

        return MathMl.Row(pieces);
    }
}

/// <summary>A piece of an equation after which a line may be broken: a term with the sign before it.</summary>
/// <param name="Row">The piece as MathML.</param>
/// <param name="Text">The same as text.</param>
internal sealed record MathTerm(HtmlElement Row, string Text);
