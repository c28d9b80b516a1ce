using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Verification.Ablation;

namespace LindbladVerify.Reporting.Report;

/// <summary>Typesets the expression of a formula, with its left side and the definitions that follow it.</summary>
internal static class FormulaMath
{
    private const string Sum = "sum(";

    // Characters of a piece that cannot be broken, beyond which it is set smaller on paper, where nothing scrolls.
    private const int Long = 70;
    private const int Longest = 140;

    /// <summary>The equation on its own lines; the expression as code where it cannot be typeset.</summary>
    public static HtmlElement Display(Formula formula) => Typeset(formula).WithClass("equation display");

    /// <summary>The equation within a table.</summary>
    public static HtmlElement Inline(Formula formula) => Typeset(formula).WithClass("equation");

    private static HtmlElement Typeset(Formula formula)
    {
        if (double.TryParse(formula.Expression, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return new HtmlElement("div"); // A quoted number in units of itself has no equation.
        }

        try
        {
            var symbols = Symbols.Of(formula);
            string[] parts = [.. TopLevel(formula.Expression)];
            return new HtmlElement("div", parts.SelectMany((part, k) => new HtmlNode[]
            {
                Equation(Terms(part, symbols.ByName), k == 0 ? LeftSide(formula, symbols) : [], k < parts.Length - 1), " ",
            }));
        }
        catch (FormatException)
        {
            return new HtmlElement("div", HtmlBlocks.Code(formula.Expression));
        }
    }

    /// <summary>One equation as MathML elements between which a line may be broken.</summary>
    private static HtmlElement Equation(IReadOnlyList<MathTerm> terms, IReadOnlyList<HtmlNode> before, bool isFollowed) =>
        new HtmlElement("span", terms.Select((term, k) =>
        {
            List<HtmlNode> content = [.. k == 0 ? before : [], term.Row, .. isFollowed && k == terms.Count - 1 ? [MathMl.Operator(",")] : Array.Empty<HtmlNode>()];
            HtmlElement math = MathMl.Inline(term.Text, content).With("displaystyle", "true");
            return term.Text.Length > Longest ? math.WithClass("longest") : term.Text.Length > Long ? math.WithClass("long") : math;
        })).WithClass("part");

    /// <summary>What the formula gives, and an equals sign; nothing where a name of the formula looks the same.</summary>
    private static IReadOnlyList<HtmlNode> LeftSide(Formula formula, Symbols symbols)
    {
        string quantity = formula.Claims.Select(KnownModels.ReferenceOf).OfType<Reference>().FirstOrDefault()?.Quantity ?? "";
        (string seen, HtmlElement left) = quantity switch
        {
            Reference.FlipFlopRateQuantity => ("W", MathMl.Identifier("W")),
            Reference.SpectrumQuantity => ("F", MathMl.Row(MathMl.Identifier("F"), MathMl.Parenthesised(MathMl.Identifier("ω")))),
            Reference.LineshapeQuantity => ("S", MathMl.Row(MathMl.Identifier("S"), MathMl.Parenthesised(MathMl.Identifier("ω")))),
            Reference.ZeroQuantumCoherenceDecayQuantity => ("Γ2", MathMl.Subscript(MathMl.Identifier("Γ"), MathMl.Number("2"))),
            _ => ("f", MathMl.Identifier("f")),
        };
        return symbols.ByName.Keys.Any(name => string.Equals(symbols.Plain(name), seen, StringComparison.Ordinal)) ? [] : [left, MathMl.Operator("=")];
    }

    // "a*sum(s=+-1, b)" is a sum over an index, which the parser of expressions does not know.
    private static IReadOnlyList<MathTerm> Terms(string text, IReadOnlyDictionary<string, string> symbols)
    {
        int at = text.IndexOf(Sum, StringComparison.Ordinal);
        if (at < 0 || !text.EndsWith(')'))
        {
            return MathExpression.ParseTerms(text, symbols);
        }

        string[] inner = [.. TopLevel(text[(at + Sum.Length)..^1])];
        string[] index = inner[0].Split('=', 2);
        HtmlElement below = index.Length == 2
            ? MathMl.Row(MathMl.Identifier(index[0].Trim()), MathMl.Operator("="), MathMl.Number(index[1].Trim().Replace("+-", "±", StringComparison.Ordinal)))
            : MathMl.Identifier(inner[0]);
        string prefix = text[..at].TrimEnd().TrimEnd('*');
        List<HtmlNode> pieces = prefix.Length == 0 ? [] : [MathExpression.Parse(prefix, symbols)];
        pieces.AddRange([new HtmlElement("munder", MathMl.Operator("∑"), below), MathExpression.Parse(string.Join(',', inner.Skip(1)), symbols)]);
        return [new MathTerm(MathMl.Row(pieces), text)];
    }

    // Commas outside of brackets separate the expression from its definitions.
    private static IEnumerable<string> TopLevel(string text)
    {
        int depth = 0;
        int start = 0;
        for (int k = 0; k < text.Length; k++)
        {
            depth += text[k] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[k] == ',' && depth == 0)
            {
                yield return text[start..k].Trim();
                start = k + 1;
            }
        }

        yield return text[start..].Trim();
    }
}
