namespace LindbladVerify.Algebra.Presentation;

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

    /// <summary>Terms of the expanded numerator in lowest terms.</summary>
    public int NumeratorTerms { get; }

    /// <summary>Terms of the expanded denominator in lowest terms.</summary>
    public int DenominatorTerms { get; }

    /// <summary>How many numbers, names and signs a reader has to take in, definitions included.</summary>
    public int Length => form.Length + definitions.Sum(d => d.Form.Length + 1);

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
