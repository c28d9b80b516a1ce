using System.Globalization;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Writes a rational function as a person would.</summary>
/// <remarks>
/// Numbers and powers of variables come out, then factors; sums and differences of two variables that recur get a name where that makes the whole shorter;
/// each factor is expanded, collected in a variable, written with 1 - x^2 or as a square and a rest, whichever is shortest. Every
/// step is exact: the text is the same function.
/// </remarks>
internal static class FormulaPresenter
{
    private static readonly (int First, int Second)[] Sums = [(1, 1), (1, -1), (2, 1), (1, 2)];

    private static readonly string[] Letters = ["s", "u", "v", "q"];

    // Of longer ones the names are chosen by what a quick look says.
    private const int LongestThorough = 40;

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
        bool isThorough = function.Numerator.Terms.Count + function.Denominator.Terms.Count <= LongestThorough;
        Form best = parts.Write(isThorough);
        while (isShort && definitions.Count < options.Definitions && Shorter(parts, best, names, definitions, isThorough) is (FormulaParts next, Form form, string name, Form meaning))
        {
            definitions.Add((name, meaning));
            (parts, best) = (next, form);
        }

        best = isThorough || !isShort ? best : parts.Write(isThorough: true);
        return new PresentedFormula(best, [.. definitions], function.Numerator.Terms.Count, Math.Max(1, function.Denominator.Terms.Count));
    }

    /// <summary>The factors of a polynomial that is not zero, pairs such as 1 - x and 1 + x together.</summary>
    /// <param name="p">The polynomial.</param>
    /// <param name="candidates">Factors to try.</param>
    public static PolynomialFactorization Factored(MultivariatePolynomial p, IReadOnlyList<MultivariatePolynomial> candidates)
    {
        try
        {
            return Merged(PolynomialFactorization.Of(p, candidates));
        }
        catch (InvalidOperationException)
        {
            // A common divisor that is too hard to find leaves the polynomial as it is.
            return new(1, Monomial.One(p.VariableCount), [new(p, 1)]);
        }
    }

    private static PolynomialFactorization Factored(MultivariatePolynomial p, PresentationOptions options) =>
        p.IsZero ? new(0, Monomial.One(p.VariableCount), [])
        : p.Terms.Count > options.LongestArranged ? new(1, Monomial.One(p.VariableCount), [new(p, 1)])
        : Factored(p, options.Candidates);

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

    private static (FormulaParts Parts, Form Form, string Name, Form Meaning)? Shorter(FormulaParts parts, Form best, IReadOnlyList<string> names, List<(string Name, Form Form)> definitions, bool isThorough)
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
                    string name = NameFor(names[a], names[b], second < 0, [.. names, .. definitions.Select(d => d.Name)]);
                    (bool, Form)[] summands = [(false, Times(first, names[a])), (second < 0, Times(Math.Abs(second), names[b]))];
                    var meaning = new SumForm(summands);
                    if (parts.WithSum(new NamedSum(a, first, b, second), name) is FormulaParts next)
                    {
                        Form form = next.Write(isThorough);
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

    /// <summary>Gb, a mean but for a factor, for a sum of Gc and G2; dA for the difference of A1 and A2; otherwise a letter that is free.</summary>
    private static string NameFor(string a, string b, bool isDifference, IReadOnlyList<string> taken)
    {
        string stem = Stem(a);
        IEnumerable<string> fitting = !string.Equals(stem, Stem(b), StringComparison.Ordinal) ? [] : isDifference ? [$"d{stem}"] : new[] { "b", "s", "q", "sum" }.Select(end => stem + end);
        return fitting.Concat(Letters).Concat(Enumerable.Range(1, taken.Count + 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"s{k}")))
            .First(n => !taken.Contains(n, StringComparer.Ordinal));
    }

    private static string Stem(string name) => name[..^GreekNames.Split(name).Index.Length];
}
