using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>How a formula is to be written.</summary>
internal sealed record PresentationOptions
{
    /// <summary>Factors to try, in the variables of the function.</summary>
    public IReadOnlyList<MultivariatePolynomial> Candidates { get; init; } = [];

    /// <summary>A whole number whose square root the last variable stands for; null where all variables have names.</summary>
    public BigInteger? Root { get; init; }

    /// <summary>Most named sub-expressions.</summary>
    public int Definitions { get; init; } = 2;

    /// <summary>Numerators and denominators with more terms are written term by term: nobody reads them, and looking for a better form takes long.</summary>
    public int LongestArranged { get; init; } = 150;
}

/// <summary>A rational function written as a person would write it, in several languages.</summary>
public sealed class PresentedFormula
{
    private readonly Form form;
    private readonly (string Name, Form Form)[] definitions;

    internal PresentedFormula(Form form, (string Name, Form Form)[] definitions, int numeratorTerms, int denominatorTerms)
    {
        this.form = form;
        this.definitions = definitions;
        NumeratorTerms = numeratorTerms;
        DenominatorTerms = denominatorTerms;
    }

    internal Form Form => form;

    /// <summary>Terms of the expanded numerator in lowest terms.</summary>
    public int NumeratorTerms { get; }

    /// <summary>Terms of the expanded denominator in lowest terms.</summary>
    public int DenominatorTerms { get; }

    /// <summary>The formula in the language of model and formula files; it uses the names of <see cref="Where"/>.</summary>
    public string Text => TextPrinter.Instance.Print(form);

    /// <summary>Named sub-expressions in the language of the files; later ones may use earlier ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Where => [.. definitions.Select(d => KeyValuePair.Create(d.Name, TextPrinter.Instance.Print(d.Form)))];

    /// <summary>LaTeX for mathematics mode, definitions after the formula.</summary>
    public string Latex => LatexPrinter.Instance.Print(form) + string.Concat(definitions.Select((d, k) =>
        $"{(k == 0 ? ",\\quad " : ",\\; ")}{LatexPrinter.Instance.Print(new NameForm(d.Name))} = {LatexPrinter.Instance.Print(d.Form)}"));

    /// <summary>A math element of presentation MathML.</summary>
    public string MathML
    {
        get
        {
            string where = string.Concat(definitions.Select(d =>
                $"<mo>,</mo><mspace width=\"1em\"/>{MathMLPrinter.Instance.Print(new NameForm(d.Name))}<mo>=</mo>{MathMLPrinter.Instance.Print(d.Form)}"));
            return $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>{MathMLPrinter.Instance.Print(form)}{where}</mrow></math>";
        }
    }

    /// <summary>C# statements with doubles, the last of which returns the value.</summary>
    public string CSharp => string.Concat(definitions.Select(d => $"double {CSharpPrinter.NameOf(d.Name)} = {CSharpPrinter.Instance.Print(d.Form)};\n"))
        + $"return {CSharpPrinter.Instance.Print(form)};";

    /// <summary>Python statements, the last of which returns the value.</summary>
    public string Python => string.Concat(definitions.Select(d => $"{PythonPrinter.NameOf(d.Name)} = {PythonPrinter.Instance.Print(d.Form)}\n"))
        + $"return {PythonPrinter.Instance.Print(form)}";

    /// <inheritdoc/>
    public override string ToString() => Text + string.Concat(Where.Select((w, k) => $"{(k == 0 ? " where " : ", ")}{w.Key} = {w.Value}"));
}
