using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Looks for a short way to write a polynomial: expanded, collected in a variable, with 1 - x^2, or as a square and a rest.</summary>
/// <param name="symbols">How each variable is written; the last ones may stand for expressions.</param>
internal sealed class PolynomialArranger(IReadOnlyList<Form> symbols)
{
    private const int DeepestSearch = 4;
    private const int LongestSearched = 60;
    private readonly Dictionary<(MultivariatePolynomial, int), Form> known = [];

    /// <summary>The shortest form found.</summary>
    public Form Arrange(MultivariatePolynomial p, int depth = 0)
    {
        if (known.TryGetValue((p, depth), out Form? form))
        {
            return form;
        }

        Monomial monomial = p.MonomialContent();
        BigRational content = p.Content();
        bool negative = p.Terms.All(t => t.Coefficient.Sign < 0);
        if (p.Terms.Count > 1 && (monomial.Degree > 0 || !content.IsOne || negative))
        {
            content = negative ? -content : content;
            form = Product(content, monomial, [Arrange(p.DivideBy(monomial).Scale(BigRational.One / content), depth)]);
        }
        else
        {
            form = Best(p, depth);
        }

        known[(p, depth)] = form;
        return form;
    }

    /// <summary>number times monomial times further factors.</summary>
    public Form Product(BigRational number, Monomial monomial, IReadOnlyList<Form> others)
    {
        var factors = new List<Form>();
        bool negative = number.Sign < 0;
        BigInteger above = BigInteger.Abs(number.Numerator);
        if (!above.IsOne)
        {
            factors.Add(new NumberForm(above));
        }

        for (int k = 0; k < monomial.VariableCount; k++)
        {
            if (monomial[k] > 0)
            {
                factors.Add(monomial[k] == 1 ? symbols[k] : new PowerForm(symbols[k], monomial[k]));
            }
        }

        // A product among the others is taken apart, so that brackets stand around sums alone; -1 joins the sign.
        foreach (Form other in others)
        {
            if (other is ProductForm product)
            {
                factors.AddRange(product.Factors);
            }
            else if (other is not NumberForm { Value.IsOne: true })
            {
                factors.Add(other);
            }
        }

        // Numbers, then parameters in their order, then brackets.
        factors = [.. factors.OrderBy(Rank)];
        Form result = factors.Count switch
        {
            0 => new NumberForm(BigInteger.One),
            1 => factors[0],
            _ => new ProductForm(factors),
        };
        result = number.IsInteger ? result : new QuotientForm(result, new NumberForm(number.Denominator));
        return negative ? new SumForm([(true, result)]) : result;
    }

    private int Rank(Form factor)
    {
        Form symbol = factor is PowerForm power ? power.Base : factor;
        int place = symbol is NameForm ? Array.FindIndex([.. symbols], symbol.Equals) : -1;
        return factor is NumberForm ? -1 : place >= 0 ? place : symbols.Count;
    }

    private Form Best(MultivariatePolynomial p, int depth)
    {
        Form best = Expanded(p);
        if (p.Terms.Count < 3 || p.Terms.Count > LongestSearched || depth >= DeepestSearch)
        {
            return best;
        }

        for (int k = 0; k < p.VariableCount; k++)
        {
            Consider(Collected(p, k, depth));
            if (p.Degree(k) >= 2)
            {
                Consider(SquareAndRest(p, k, depth));
                Consider(WithOneMinusSquare(p, k, depth));
            }
        }

        return best;

        void Consider(Form? form) => best = form is not null && form.Length < best.Length ? form : best;
    }

    private Form Expanded(MultivariatePolynomial p) => Sum(Ordered(p).Select(t => (t.Coefficient.Sign < 0, Product(t.Coefficient.Abs(), t.Monomial, []))));

    /// <summary>Constants before powers where there is a constant; otherwise high powers first; something positive in front.</summary>
    private static IEnumerable<PolynomialTerm> Ordered(MultivariatePolynomial p)
    {
        bool ascending = p.Terms.Count > 0 && p.Terms[^1].Monomial.Degree == 0;
        List<PolynomialTerm> terms = ascending ? [.. p.Terms.OrderBy(t => t.Monomial.Degree).ThenByDescending(t => t.Monomial)] : [.. p.Terms];
        int positive = terms.FindIndex(t => t.Coefficient.Sign > 0);
        if (positive > 0)
        {
            PolynomialTerm first = terms[positive];
            terms.RemoveAt(positive);
            terms.Insert(0, first);
        }

        return terms;
    }

    /// <summary>sum over powers of a variable, each with its coefficient arranged.</summary>
    private Form? Collected(MultivariatePolynomial p, int variable, int depth)
    {
        MultivariatePolynomial[] coefficients = p.CoefficientsIn(variable);
        if (coefficients.Count(c => !c.IsZero) < 2 || coefficients.All(c => c.Terms.Count < 2))
        {
            return null;
        }

        var parts = new List<(bool, Form)>();
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            if (coefficients[k].IsZero)
            {
                continue;
            }

            bool negative = coefficients[k].Terms.All(t => t.Coefficient.Sign < 0);
            Form coefficient = Arrange(negative ? -coefficients[k] : coefficients[k], depth + 1);
            if (k == 0 && coefficient is SumForm sum)
            {
                parts.AddRange(sum.Parts.Select(s => (s.Negative ^ negative, s.Part)));
                continue;
            }

            parts.Add((negative, k == 0 ? coefficient : Product(1, Monomial.One(p.VariableCount).With(variable, k), [coefficient])));
        }

        return Sum(parts.OrderBy(x => x.Item1 ? 1 : 0));
    }

    /// <summary>(a X + c)^2 + b X where the ends of a quadratic in X = x or x^2 are squares.</summary>
    private Form? SquareAndRest(MultivariatePolynomial p, int variable, int depth)
    {
        MultivariatePolynomial[] c = p.CoefficientsIn(variable);
        int power = c.Length switch
        {
            3 => 1,
            5 when c[1].IsZero && c[3].IsZero => 2,
            _ => 0,
        };
        if (power == 0 || c[0].IsZero || PolynomialSquareRoot.Of(c[2 * power]) is not MultivariatePolynomial a || PolynomialSquareRoot.Of(c[0]) is not MultivariatePolynomial b)
        {
            return null;
        }

        MultivariatePolynomial x = MultivariatePolynomial.Variable(p.VariableCount, variable).Power(power);
        Form? best = null;
        foreach (MultivariatePolynomial root in new[] { (a * x) + b, (a * x) - b })
        {
            MultivariatePolynomial rest = p - (root * root);
            var square = new PowerForm(Arrange(root.Terms.Sum(t => t.Coefficient.Sign) < 0 ? -root : root, depth + 1), 2);
            Form form = rest.IsZero ? square : Sum([(false, square), .. Signed(Arrange(rest, depth + 1))]);
            best = best is null || form.Length < best.Length ? form : best;
        }

        return best;
    }

    /// <summary>x^2 written as 1 - (1 - x^2), where that makes it shorter.</summary>
    private Form? WithOneMinusSquare(MultivariatePolynomial p, int variable, int depth)
    {
        if (p.Terms.Any(t => t.Monomial[variable] % 2 != 0) || (p.Terms.Count == 2 && p.TotalDegree == 2))
        {
            return null;
        }

        // The variable now stands for q = 1 - x^2: halve its powers, then put 1 - q.
        int n = p.VariableCount;
        MultivariatePolynomial halved = MultivariatePolynomial.FromTerms(n, p.Terms.Select(t => t with { Monomial = t.Monomial.With(variable, t.Monomial[variable] / 2) }));
        MultivariatePolynomial one = MultivariatePolynomial.Constant(n, 1), q = MultivariatePolynomial.Variable(n, variable);
        MultivariatePolynomial rewritten = halved.Substitute(variable, one - q);
        if (rewritten.Terms.Count >= p.Terms.Count)
        {
            return null;
        }

        Form[] changed = [.. symbols];
        changed[variable] = new SumForm([(false, new NumberForm(1)), (true, new PowerForm(symbols[variable], 2))]);
        return new PolynomialArranger(changed).Arrange(rewritten, depth + 1);
    }

    private static IEnumerable<(bool Negative, Form Part)> Signed(Form form) => form is SumForm sum ? sum.Parts : [(false, form)];

    private static Form Sum(IEnumerable<(bool Negative, Form Part)> parts)
    {
        (bool Negative, Form Part)[] flat = [.. parts.SelectMany(p => p.Part is SumForm inner ? inner.Parts.Select(i => (i.Negative ^ p.Negative, i.Part)) : [p])];
        return flat is [(false, Form only)] ? only : new SumForm(flat);
    }
}
