using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Writes p ± √q as a person would: squares before the root, one denominator, common factors out.</summary>
/// <param name="names">One name a variable.</param>
/// <param name="signs">The sign of each variable; 0 where it has none that is sure.</param>
/// <remarks>Of a square only what has a sign comes out of the root, as √(x²) is |x|.</remarks>
internal sealed class RootPresenter(IReadOnlyList<string> names, IReadOnlyList<int> signs)
{
    private const int LargestTrial = 1000;
    private const int LongestMultiplied = 16;
    private readonly int variables = names.Count;
    private readonly PolynomialArranger arranger = new([.. names.Select(n => (Form)new NameForm(n))]);

    /// <summary>Writes p + sign √q.</summary>
    /// <param name="p">In lowest terms.</param>
    /// <param name="sign">1, or -1; 0 for p alone.</param>
    /// <param name="q">In lowest terms, not zero where there is a sign.</param>
    public PresentedFormula Present(RationalFunction p, int sign, RationalFunction q)
    {
        if (sign == 0)
        {
            return FormulaPresenter.Present(p, names, new PresentationOptions { Definitions = 0 });
        }

        (RationalFunction outside, RationalFunction inside) = Split(q);
        bool isRational = inside.Numerator.IsOne && inside.Denominator.IsOne;

        // p + sign outside √inside over one denominator, and what both have in common before it.
        MultivariatePolynomial common = PolynomialGcd.Of(p.Denominator, outside.Denominator);
        MultivariatePolynomial below = p.Denominator * outside.Denominator.TryDivide(common)!;
        MultivariatePolynomial plain = p.Numerator * below.TryDivide(p.Denominator)!;
        MultivariatePolynomial before = outside.Numerator * below.TryDivide(outside.Denominator)!;
        Form form;
        if (isRational)
        {
            form = Written(RationalFunction.Reduce(sign > 0 ? plain + before : plain - before, below));
        }
        else
        {
            MultivariatePolynomial shared = plain.IsZero ? before : PolynomialGcd.Of(plain, before);
            BigRational content = plain.IsZero ? 1 : Content(plain.TryDivide(shared)!, before.TryDivide(shared)!);
            shared = shared.Scale(content);
            var root = new RootForm(Written(inside));
            MultivariatePolynomial factor = before.TryDivide(shared)!;
            Form scaled = factor.IsOne ? root : arranger.Product(1, Monomial.One(variables), [arranger.Arrange(factor), root]);
            form = plain.IsZero ? Times(RationalFunction.Reduce(shared, below), root, sign < 0) : Times(RationalFunction.Reduce(shared, below), Sum(arranger.Arrange(plain.TryDivide(shared)!), sign < 0, scaled), false);
        }

        return new PresentedFormula(form, [], p.Numerator.Terms.Count + inside.Numerator.Terms.Count, Math.Max(p.Denominator.Terms.Count, inside.Denominator.Terms.Count));
    }

    private static SumForm Sum(Form first, bool negative, Form second) => new([.. first is SumForm sum ? sum.Parts : [(false, first)], (negative, second)]);

    /// <summary>The largest rational number that leaves whole coefficients in both.</summary>
    private static BigRational Content(MultivariatePolynomial a, MultivariatePolynomial b)
    {
        BigRational x = a.Content(), y = b.Content();
        return new BigRational(BigInteger.GreatestCommonDivisor(x.Numerator * y.Denominator, y.Numerator * x.Denominator), x.Denominator * y.Denominator);
    }

    /// <summary>q = outside² inside.</summary>
    private (RationalFunction Outside, RationalFunction Inside) Split(RationalFunction q)
    {
        PolynomialFactorization above = FormulaPresenter.Factored(q.Numerator, []), below = FormulaPresenter.Factored(q.Denominator, []);
        BigRational number = above.Number / below.Number;
        (BigInteger root, BigInteger free) = SquarePart(BigInteger.Abs(number.Numerator) * number.Denominator);
        MultivariatePolynomial one = MultivariatePolynomial.Constant(variables, 1);
        MultivariatePolynomial outAbove = one.Scale(root), outBelow = one.Scale(number.Denominator), inAbove = one.Scale(number.Sign < 0 ? -free : free), inBelow = one;
        foreach ((MultivariatePolynomial factor, int power) in Powers(above))
        {
            int half = IsPositive(factor) ? power / 2 : 0;
            outAbove *= factor.Power(half);
            inAbove *= factor.Power(power - (2 * half));
        }

        // 1/√f is √f/f.
        foreach ((MultivariatePolynomial factor, int power) in Powers(below))
        {
            int half = IsPositive(factor) ? (power + 1) / 2 : 0;
            outBelow *= factor.Power(half);
            inAbove *= factor.Power(Math.Max(0, (2 * half) - power));
            inBelow *= factor.Power(half > 0 ? 0 : power);
        }

        return (RationalFunction.Reduce(outAbove, outBelow), new RationalFunction(inAbove, inBelow));
    }

    private IEnumerable<(MultivariatePolynomial Factor, int Power)> Powers(PolynomialFactorization f) => f.Factors.Select(x => (x.Polynomial, x.Multiplicity))
        .Concat(Enumerable.Range(0, variables).Where(k => f.Monomial[k] > 0).Select(k => (MultivariatePolynomial.Variable(variables, k), f.Monomial[k])));

    private bool IsPositive(MultivariatePolynomial p) => p.Terms.All(t =>
    {
        int sign = t.Coefficient.Sign;
        for (int k = 0; k < variables; k++)
        {
            sign = t.Monomial[k] == 0 ? sign : t.Monomial[k] % 2 == 0 ? sign * Math.Abs(signs[k]) : sign * signs[k];
        }

        return sign > 0;
    });

    /// <summary>n = root² free; squares of large primes may stay in what is free.</summary>
    private static (BigInteger Root, BigInteger Free) SquarePart(BigInteger n)
    {
        if (PolynomialSquareRoot.Of((BigRational)n) is BigRational whole)
        {
            return (whole.Numerator, BigInteger.One);
        }

        BigInteger root = BigInteger.One;
        for (int d = 2; d <= LargestTrial; d++)
        {
            while (n % (d * d) == 0)
            {
                n /= d * d;
                root *= d;
            }
        }

        return (root, n);
    }

    /// <summary>A function under a root: in one piece where it is short, as 16 x² - (y - z)² is read more easily than its factors.</summary>
    private Form Written(RationalFunction f) => f.Denominator.IsOne && f.Numerator.Terms.Count <= LongestMultiplied
        ? arranger.Arrange(f.Numerator)
        : FormulaPresenter.Present(f, names, new PresentationOptions { Definitions = 0 }).Form;

    private Form Times(RationalFunction factor, Form other, bool negative)
    {
        Form above = arranger.Product(1, Monomial.One(variables), factor.Numerator.IsOne ? [other] : [arranger.Arrange(factor.Numerator), other]);
        Form form = factor.Denominator.IsOne ? above : new QuotientForm(above, arranger.Arrange(factor.Denominator));
        return negative ? new SumForm([(true, form)]) : form;
    }
}
