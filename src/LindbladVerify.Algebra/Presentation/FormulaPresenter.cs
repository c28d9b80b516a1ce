using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Writes a rational function as a person would.</summary>
/// <remarks>
/// Numbers and powers of variables come out, then factors; sums of two variables that recur get a name where that makes the whole shorter;
/// each factor is expanded, collected in a variable, written with 1 - x^2 or as a square and a rest, whichever is shortest. Every
/// step is exact: the text is the same function.
/// </remarks>
internal static class FormulaPresenter
{
    private static readonly (int First, int Second)[] Sums = [(1, 1), (2, 1), (1, 2)];

    /// <summary>Writes a function.</summary>
    /// <param name="function">In lowest terms.</param>
    /// <param name="names">One name a variable.</param>
    /// <param name="options">How; null for the usual way.</param>
    public static PresentedFormula Present(RationalFunction function, IReadOnlyList<string> names, PresentationOptions? options = null)
    {
        options ??= new PresentationOptions();
        int variables = function.VariableCount - (options.Root is null ? 0 : 1);
        if (names.Count != variables)
        {
            throw new ArgumentException($"{variables} names are needed, not {names.Count}.", nameof(names));
        }

        var parts = new FormulaParts(Factored(function.Numerator, options), Factored(function.Denominator, options), [.. names.Select(n => (Form)new NameForm(n)), .. options.Root is { } root ? [new RootForm(new NumberForm(root))] : Array.Empty<Form>()]);
        bool isShort = Math.Max(function.Numerator.Terms.Count, function.Denominator.Terms.Count) <= options.LongestArranged;
        var definitions = new List<(string Name, Form Form)>();
        Form best = parts.Write();
        while (isShort && definitions.Count < options.Definitions && Shorter(parts, best, names, definitions) is (FormulaParts next, Form form, string name, Form meaning))
        {
            definitions.Add((name, meaning));
            (parts, best) = (next, form);
        }

        return new PresentedFormula(best, [.. definitions], function.Numerator.Terms.Count, Math.Max(1, function.Denominator.Terms.Count));
    }

    /// <summary>Writes p + sign √q.</summary>
    /// <param name="p">In lowest terms.</param>
    /// <param name="sign">1, or -1; 0 for p alone.</param>
    /// <param name="q">In lowest terms.</param>
    /// <param name="names">One name a variable.</param>
    public static PresentedFormula PresentRoot(RationalFunction p, int sign, RationalFunction q, IReadOnlyList<string> names)
    {
        var options = new PresentationOptions { Definitions = 0 };
        PresentedFormula plain = Present(p, names, options);
        if (sign == 0)
        {
            return plain;
        }

        PresentedFormula inner = Present(q, names, options);
        var root = new RootForm(inner.Form);
        Form form = p.IsZero ? sign > 0 ? root : new SumForm([(true, root)]) : new SumForm([(false, plain.Form), (sign < 0, root)]);
        return new PresentedFormula(form, [], plain.NumeratorTerms + inner.NumeratorTerms, Math.Max(plain.DenominatorTerms, inner.DenominatorTerms));
    }

    private static PolynomialFactorization Factored(MultivariatePolynomial p, PresentationOptions options)
    {
        if (p.IsZero || p.Terms.Count > options.LongestArranged)
        {
            return new(p.IsZero ? 0 : 1, Monomial.One(p.VariableCount), p.IsZero ? [] : [new(p, 1)]);
        }

        try
        {
            return Merged(PolynomialFactorization.Of(p, options.Candidates));
        }
        catch (InvalidOperationException)
        {
            // A common divisor that is too hard to find leaves the polynomial as it is.
            return new(1, Monomial.One(p.VariableCount), [new(p, 1)]);
        }
    }

    /// <summary>1 - x and 1 + x, found apart, are written 1 - x^2.</summary>
    private static PolynomialFactorization Merged(PolynomialFactorization f)
    {
        List<PolynomialFactor> factors = [.. f.Factors];
        for (int i = 0; i < factors.Count; i++)
        {
            for (int j = i + 1; j < factors.Count; j++)
            {
                MultivariatePolynomial product = factors[i].Polynomial * factors[j].Polynomial;
                if (factors[i].Multiplicity == factors[j].Multiplicity && product.Terms.Count == 2 && factors[i].Polynomial.Terms.Count == 2)
                {
                    factors[i] = factors[i] with { Polynomial = product };
                    factors.RemoveAt(j);
                    (i, j) = (-1, factors.Count);
                }
            }
        }

        return f with { Factors = factors };
    }

    private static (FormulaParts Parts, Form Form, string Name, Form Meaning)? Shorter(FormulaParts parts, Form best, IReadOnlyList<string> names, List<(string Name, Form Form)> definitions)
    {
        (FormulaParts, Form, string, Form)? found = null;
        int shortest = best.Length;
        int n = names.Count;
        for (int a = 0; a < n; a++)
        {
            for (int b = a + 1; b < n; b++)
            {
                foreach ((int first, int second) in Sums)
                {
                    string name = NameFor(names[a], names[b], [.. names, .. definitions.Select(d => d.Name)]);
                    (bool, Form)[] summands = [(false, Times(first, names[a])), (false, Times(second, names[b]))];
                    var meaning = new SumForm(summands);
                    if (parts.WithSum(new NamedSum(a, first, b, second), name) is FormulaParts next)
                    {
                        Form form = next.Write();
                        int length = form.Length + meaning.Length + 1;
                        if (length < shortest)
                        {
                            shortest = length;
                            found = (next, form, name, meaning);
                        }
                    }
                }
            }
        }

        return found;
    }

    private static Form Times(int factor, string name) => factor == 1 ? new NameForm(name) : new ProductForm([new NumberForm(factor), new NameForm(name)]);

    /// <summary>Gb for a sum of Gc and G2; otherwise both names joined.</summary>
    private static string NameFor(string a, string b, IReadOnlyList<string> taken)
    {
        string stem = Stem(a);
        string prefix = string.Equals(stem, Stem(b), StringComparison.Ordinal) ? stem : $"{a}_{b}_";
        return new[] { prefix + "b", prefix + "s", prefix + "q", prefix + "sum" }
            .Concat(Enumerable.Range(2, 100).Select(k => $"{prefix}b{k}"))
            .First(n => !taken.Contains(n, StringComparer.Ordinal));
    }

    private static string Stem(string name) => name[..^GreekNames.Split(name).Index.Length];
}

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

/// <summary>A factored numerator and denominator in variables that are written in a given way.</summary>
internal sealed record FormulaParts(PolynomialFactorization Numerator, PolynomialFactorization Denominator, Form[] Symbols)
{
    /// <summary>The whole formula.</summary>
    public Form Write()
    {
        if (Numerator.Number.IsZero)
        {
            return new NumberForm(BigInteger.Zero);
        }

        var arranger = new PolynomialArranger(Symbols);
        BigRational number = Numerator.Number / Denominator.Number;
        bool negative = number.Sign < 0;
        number = number.Abs();
        List<Form> above = Factors(arranger, Numerator, ref negative), below = Factors(arranger, Denominator, ref negative);
        Form top = arranger.Product(number.Numerator, Numerator.Monomial, above);
        Form bottom = arranger.Product(number.Denominator, Denominator.Monomial, below);
        Form form = bottom is NumberForm { Value.IsOne: true } ? top : new QuotientForm(top, bottom);
        return negative ? new SumForm(form is SumForm sum ? [.. sum.Parts.Select(p => (!p.Negative, p.Part)).OrderBy(p => p.Item1)] : [(true, form)]) : form;
    }

    /// <summary>The same with a new variable s = a x + b y beside x and y; null where it makes no factor shorter.</summary>
    /// <param name="sum">x with a and y with b.</param>
    /// <param name="name">The name of s.</param>
    public FormulaParts? WithSum(NamedSum sum, string name)
    {
        bool changed = false;
        PolynomialFactorization above = Replaced(Numerator), below = Replaced(Denominator);
        return changed ? new(above, below, [.. Symbols, new NameForm(name)]) : null;

        PolynomialFactorization Replaced(PolynomialFactorization f) => new(
            f.Number,
            new Monomial([.. f.Monomial.Exponents, 0]),
            [.. f.Factors.Select(x =>
            {
                MultivariatePolynomial wide = sum.Widen(x.Polynomial), rewritten = sum.Rewrite(wide);
                changed |= rewritten.Terms.Count < wide.Terms.Count;
                return x with { Polynomial = rewritten.Terms.Count < wide.Terms.Count ? rewritten : wide };
            })]);
    }

    private static List<Form> Factors(PolynomialArranger arranger, PolynomialFactorization f, ref bool negative)
    {
        var forms = new List<Form>();
        foreach (PolynomialFactor factor in f.Factors)
        {
            // The sign is chosen so that a constant, or most terms, are positive: 1 - P^2 and not P^2 - 1.
            MultivariatePolynomial p = factor.Polynomial;
            PolynomialTerm last = p.Terms[^1];
            int balance = p.Terms.Sum(t => t.Coefficient.Sign);
            bool flip = last.Monomial.Degree == 0 && balance == 0 ? last.Coefficient.Sign < 0 : balance < 0;
            negative ^= flip && factor.Multiplicity % 2 != 0;
            Form form = arranger.Arrange(flip ? -p : p);
            forms.Add(factor.Multiplicity == 1 ? form : new PowerForm(form, factor.Multiplicity));
        }

        return forms;
    }
}
