using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Looks for a short way to write a polynomial: in factors, expanded, collected in a variable, with 1 - x or 1 - x^2, or as a square and a rest.</summary>
/// <param name="symbols">How each variable is written; the last ones may stand for expressions.</param>
/// <param name="isThorough">Whether factors and groups of terms are looked for too.</param>
internal sealed partial class PolynomialArranger(IReadOnlyList<Form> symbols, bool isThorough = true)
{
    private const int DeepestSearch = 4;
    private const int LongestSearched = 60;
    private const int LongestFactored = 16;
    private const int HighestFactored = 12;
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
            Form sum = Best(p, depth);
            form = InFactors(p, depth) is { } product && product.Length * 4 <= sum.Length * 5 ? product : sum;
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

        // A product among the others is taken apart, so that brackets stand around sums alone; a minus joins the sign.
        foreach (Form signed in others)
        {
            bool minus = signed is SumForm { Parts: [(true, _)] };
            negative ^= minus;
            Form other = minus ? ((SumForm)signed).Parts[0].Part : signed;
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

    /// <summary>Whether a factor is better written with the other sign, so that a constant, or most terms, are positive: 1 - P^2 and not P^2 - 1.</summary>
    public static bool IsBackwards(MultivariatePolynomial p)
    {
        int balance = p.Terms.Sum(t => t.Coefficient.Sign);
        return balance < 0 || (balance == 0 && (HasConstant(p) ? p.Terms[^1] : p.Terms[0]).Coefficient.Sign < 0);
    }

    /// <summary>Whether a polynomial has a term without variables.</summary>
    public static bool HasConstant(MultivariatePolynomial p) => p.Terms.Count > 0 && p.Terms[^1].Monomial.Degree == 0;

    private int Rank(Form factor)
    {
        Form symbol = factor is PowerForm power ? power.Base : factor;
        int place = symbol is NameForm ? Array.FindIndex([.. symbols], symbol.Equals) : -1;
        return factor is NumberForm || symbol is NameForm { Name: "pi" } ? -1 : place >= 0 ? place : symbols.Count;
    }

    /// <summary>The product of factors; null where there are none.</summary>
    private Form? InFactors(MultivariatePolynomial p, int depth)
    {
        if (!isThorough || p.Terms.Count is < 3 or > LongestFactored || p.TotalDegree > HighestFactored || depth >= DeepestSearch)
        {
            return null;
        }

        PolynomialFactorization f = FormulaPresenter.Factored(p, []);
        if (f.Factors is [] or [{ Multiplicity: 1 }])
        {
            return null;
        }

        var factors = new List<Form>();
        BigRational number = f.Number;
        foreach (PolynomialFactor factor in f.Factors)
        {
            bool flip = IsBackwards(factor.Polynomial);
            number = flip && factor.Multiplicity % 2 != 0 ? -number : number;
            Form form = Arrange(flip ? -factor.Polynomial : factor.Polynomial, depth + 1);
            factors.Add(factor.Multiplicity == 1 ? form : new PowerForm(form, factor.Multiplicity));
        }

        return Product(number, f.Monomial, factors);
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
                Consider(WithOneMinus(p, k, 2, depth));
            }

            Consider(WithOneMinus(p, k, 1, depth));
            Consider(Grouped(p, k, depth));
        }

        return best;

        void Consider(Form? form) => best = form is not null && (form.Length, Parts(form)).CompareTo((best.Length, Parts(best))) < 0 ? form : best;

        static int Parts(Form form) => form is SumForm sum ? sum.Parts.Count : 1;
    }

    private Form Expanded(MultivariatePolynomial p) => Sum(Ordered(p).Select(t => (t.Coefficient.Sign < 0, Product(t.Coefficient.Abs(), t.Monomial, []))));

    /// <summary>Constants before powers where there is a constant; otherwise high powers first; something positive in front.</summary>
    private static IEnumerable<PolynomialTerm> Ordered(MultivariatePolynomial p)
    {
        bool ascending = HasConstant(p);
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

    private static IEnumerable<(bool Negative, Form Part)> Signed(Form form) => form is SumForm sum ? sum.Parts : [(false, form)];

    private static Form Sum(IEnumerable<(bool Negative, Form Part)> parts)
    {
        (bool Negative, Form Part)[] flat = [.. parts.SelectMany(p => p.Part is SumForm inner ? inner.Parts.Select(i => (i.Negative ^ p.Negative, i.Part)) : [p])];
        int positive = Array.FindIndex(flat, p => !p.Negative);
        return flat is [(false, Form only)] ? only : new SumForm(positive <= 0 ? flat : [flat[positive], .. flat[..positive], .. flat[(positive + 1)..]]);
    }
}
