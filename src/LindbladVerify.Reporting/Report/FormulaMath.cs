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

    /// <summary>The equation on its own line; the expression as code where it cannot be typeset.</summary>
    public static HtmlElement Display(Formula formula) => Typeset(formula, (text, content) => MathMl.Display(text, content));

    /// <summary>The equation within a line or a table.</summary>
    public static HtmlElement Inline(Formula formula) => Typeset(formula, (text, content) => MathMl.Inline(text, content).With("displaystyle", "true"));

    private static HtmlElement Typeset(Formula formula, Func<string, IEnumerable<HtmlNode>, HtmlElement> wrap)
    {
        if (double.TryParse(formula.Expression, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return new HtmlElement("span"); // A quoted number in units of itself has no equation.
        }

        try
        {
            string[] parts = [.. TopLevel(formula.Expression)];
            List<HtmlNode> content = [LeftSide(formula), MathMl.Operator("="), Expression(parts[0])];
            foreach (string definition in parts.Skip(1))
            {
                content.AddRange([MathMl.Operator(","), Space(), Expression(definition)]);
            }

            return wrap(formula.Expression, content);
        }
        catch (FormatException)
        {
            return HtmlBlocks.Code(formula.Expression);
        }
    }

    private static HtmlElement LeftSide(Formula formula)
    {
        string quantity = formula.Claims.Select(KnownModels.ReferenceOf).OfType<Reference>().FirstOrDefault()?.Quantity ?? "";
        return quantity switch
        {
            Reference.FlipFlopRateQuantity => MathMl.Identifier("W"),
            Reference.SpectrumQuantity => MathMl.Row(MathMl.Identifier("F"), MathMl.Parenthesised(MathMl.Identifier("ω"))),
            Reference.LineshapeQuantity => MathMl.Row(MathMl.Identifier("S"), MathMl.Parenthesised(MathMl.Identifier("ω"))),
            Reference.ZeroQuantumCoherenceDecayQuantity => MathMl.Subscript(MathMl.Identifier("Γ"), MathMl.Number("2")),
            _ => MathMl.Identifier("f"),
        };
    }

    // "a*sum(s=+-1, b)" is a sum over an index, which the parser of expressions does not know.
    private static HtmlElement Expression(string text)
    {
        int at = text.IndexOf(Sum, StringComparison.Ordinal);
        if (at < 0 || !text.EndsWith(')'))
        {
            return MathExpression.Parse(text, Symbols.Given);
        }

        string[] inner = [.. TopLevel(text[(at + Sum.Length)..^1])];
        string[] index = inner[0].Split('=', 2);
        HtmlElement below = index.Length == 2
            ? MathMl.Row(MathMl.Identifier(index[0].Trim()), MathMl.Operator("="), MathMl.Number(index[1].Trim().Replace("+-", "±", StringComparison.Ordinal)))
            : MathMl.Identifier(inner[0]);
        string prefix = text[..at].TrimEnd().TrimEnd('*');
        List<HtmlNode> pieces = prefix.Length == 0 ? [] : [MathExpression.Parse(prefix, Symbols.Given)];
        pieces.AddRange([new HtmlElement("munder", MathMl.Operator("∑"), below), MathExpression.Parse(string.Join(',', inner.Skip(1)), Symbols.Given)]);
        return MathMl.Row(pieces);
    }

    private static HtmlElement Space() => new HtmlElement("mspace").With("width", "1em");

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
