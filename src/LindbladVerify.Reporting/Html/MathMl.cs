namespace LindbladVerify.Reporting.Html;

/// <summary>Equations as MathML Core, which browsers set without any script.</summary>
public static class MathMl
{
    /// <summary>A symbol, slanted if it is a single letter: "W", "Γ".</summary>
    public static HtmlElement Identifier(string name) => new("mi", name);

    /// <summary>A name set upright: "exp", "res".</summary>
    public static HtmlElement Upright(string name) => new HtmlElement("mi", name).With("mathvariant", "normal");

    /// <summary>A number.</summary>
    public static HtmlElement Number(string digits) => new("mn", digits);

    /// <summary>An operator, bracket or separator.</summary>
    public static HtmlElement Operator(string sign) => new("mo", sign);

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
    public static HtmlElement Parenthesised(HtmlNode content) => Row(Operator("("), content, Operator(")"));

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
