using System.Globalization;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>LaTeX for mathematics mode.</summary>
internal sealed class LatexPrinter : FormPrinter
{
    public static LatexPrinter Instance { get; } = new();

    protected override string Times => " ";

    protected override string Product(ProductForm product)
    {
        // A number after a number needs a sign between them.
        var parts = new List<string>();
        for (int k = 0; k < product.Factors.Count; k++)
        {
            string text = AtLeast(k == 0 ? 1 : 2, product.Factors[k]);
            parts.Add(k > 0 && char.IsAsciiDigit(text[0]) ? "\\cdot " + text : text);
        }

        return string.Join(Times, parts);
    }

    protected override string Name(string name)
    {
        (string latex, _, string index, bool isWord) = GreekNames.Split(name);
        string letter = isWord ? $"\\mathrm{{{latex.Replace("_", "\\_", StringComparison.Ordinal)}}}" : latex;
        return index.Length == 0 ? letter : index.Length == 1 ? $"{letter}_{index}" : $"{letter}_{{{index.Replace("_", "\\_", StringComparison.Ordinal)}}}";
    }

    protected override string Brackets(string inner) => $"\\left({inner}\\right)";

    protected override string Power(PowerForm power)
    {
        string exponent = power.Exponent.ToString(CultureInfo.InvariantCulture);
        return $"{Primary(power.Base)}^{(exponent.Length == 1 ? exponent : $"{{{exponent}}}")}";
    }

    protected override string Quotient(QuotientForm quotient) => $"\\frac{{{Print(quotient.Above)}}}{{{Print(quotient.Below)}}}";
}
