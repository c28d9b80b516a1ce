using System.Globalization;
using System.Numerics;
using System.Text;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Presentation MathML, without the outer math element.</summary>
internal sealed class MathMLPrinter : FormPrinter
{
    public static MathMLPrinter Instance { get; } = new();

    protected override string Times => "<mo>&#x2062;</mo>";

    protected override string Plus => "<mo>+</mo>";

    protected override string Minus => "<mo>&#x2212;</mo>";

    protected override string Negation => "<mo>&#x2212;</mo>";

    protected override string Number(BigInteger value) => $"<mn>{value.ToString(CultureInfo.InvariantCulture)}</mn>";

    protected override string Name(string name)
    {
        (_, string character, string index, bool isWord) = GreekNames.Split(name);
        string letter = isWord ? $"<mi mathvariant=\"normal\">{Escape(character)}</mi>" : $"<mi>{Escape(character)}</mi>";
        return index.Length == 0 ? letter : $"<msub>{letter}<mi>{Escape(index)}</mi></msub>";
    }

    protected override string Brackets(string inner) => $"<mrow><mo>(</mo><mrow>{inner}</mrow><mo>)</mo></mrow>";

    protected override string Power(PowerForm power) =>
        $"<msup>{Primary(power.Base)}<mn>{power.Exponent.ToString(CultureInfo.InvariantCulture)}</mn></msup>";

    protected override string Quotient(QuotientForm quotient) =>
        $"<mfrac><mrow>{Print(quotient.Above)}</mrow><mrow>{Print(quotient.Below)}</mrow></mfrac>";

    private static string Escape(string text) => new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
}
