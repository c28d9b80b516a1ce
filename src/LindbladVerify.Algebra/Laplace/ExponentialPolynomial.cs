using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Laplace;

/// <summary>A sum of terms c t^n exp(a t) with c and a in a prime field, and its Laplace transform. Immutable.</summary>
/// <remarks>
/// Convention: f(s) = int_0^infinity exp(-s t) f(t) dt, so c t^n exp(a t) becomes c n!/(s - a)^(n+1): a rational function of s and of whatever the
///   field elements stand for. cos and sin go through the fixed root of -1 of the field, which cancels in whatever is real; cosh and sinh
///   through exponentials. Sums and products stay of this form, so any expression of them is transformed by evaluating it.
/// </remarks>
internal sealed class ExponentialPolynomial
{
    private readonly SortedDictionary<(ulong Rate, int Power), ulong> terms;

    private ExponentialPolynomial(PrimeField field, SortedDictionary<(ulong Rate, int Power), ulong> terms)
    {
        Field = field;
        this.terms = terms;
    }

    /// <summary>Where the coefficients and rates lie.</summary>
    public PrimeField Field { get; }

    /// <summary>Number of terms.</summary>
    public int TermCount => terms.Count;

    /// <summary>a + b.</summary>
    public static ExponentialPolynomial operator +(ExponentialPolynomial a, ExponentialPolynomial b)
    {
        var sum = new SortedDictionary<(ulong, int), ulong>(a.terms);
        foreach (((ulong Rate, int Power) key, ulong coefficient) in b.terms)
        {
            Add(a.Field, sum, key, coefficient);
        }

        return new(a.Field, sum);
    }

    /// <summary>a - b.</summary>
    public static ExponentialPolynomial operator -(ExponentialPolynomial a, ExponentialPolynomial b) => a + b.Scale(b.Field.Modulus - 1);

    /// <summary>a b.</summary>
    public static ExponentialPolynomial operator *(ExponentialPolynomial a, ExponentialPolynomial b)
    {
        PrimeField field = a.Field;
        var product = new SortedDictionary<(ulong, int), ulong>();
        foreach (((ulong Rate, int Power) x, ulong c) in a.terms)
        {
            foreach (((ulong Rate, int Power) y, ulong d) in b.terms)
            {
                Add(field, product, (field.Add(x.Rate, y.Rate), x.Power + y.Power), field.Multiply(c, d));
            }
        }

        return new(field, product);
    }

    /// <summary>A constant.</summary>
    public static ExponentialPolynomial Constant(PrimeField field, ulong value) => Term(field, value, 0, 0);

    /// <summary>t.</summary>
    public static ExponentialPolynomial Time(PrimeField field) => Term(field, 1, 1, 0);

    /// <summary>exp(rate t).</summary>
    public static ExponentialPolynomial Exponential(PrimeField field, ulong rate) => Term(field, 1, 0, rate);

    /// <summary>cosh(rate t).</summary>
    public static ExponentialPolynomial HyperbolicCosine(PrimeField field, ulong rate) =>
        Term(field, field.Half, 0, rate) + Term(field, field.Half, 0, field.Negate(rate));

    /// <summary>sinh(rate t).</summary>
    public static ExponentialPolynomial HyperbolicSine(PrimeField field, ulong rate) =>
        Term(field, field.Half, 0, rate) - Term(field, field.Half, 0, field.Negate(rate));

    /// <summary>cos(frequency t).</summary>
    public static ExponentialPolynomial Cosine(PrimeField field, ulong frequency) => HyperbolicCosine(field, field.Multiply(field.ImaginaryUnit, frequency));

    /// <summary>sin(frequency t).</summary>
    public static ExponentialPolynomial Sine(PrimeField field, ulong frequency) =>
        HyperbolicSine(field, field.Multiply(field.ImaginaryUnit, frequency)).Scale(field.Negate(field.ImaginaryUnit));

    /// <summary>This times a constant.</summary>
    public ExponentialPolynomial Scale(ulong factor) => this * Constant(Field, factor);

    /// <summary>A whole power.</summary>
    public ExponentialPolynomial Power(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        ExponentialPolynomial power = Constant(Field, 1);
        for (int k = 0; k < exponent; k++)
        {
            power *= this;
        }

        return power;
    }

    /// <summary>The value of the Laplace transform.</summary>
    /// <returns>False at a pole.</returns>
    public bool TryTransformAt(ulong s, out ulong value)
    {
        value = 0;
        foreach (((ulong rate, int power), ulong coefficient) in terms)
        {
            if (!Field.TryInverse(Field.Subtract(s, rate), out ulong inverse))
            {
                value = 0;
                return false;
            }

            value = Field.MultiplyAdd(Field.Multiply(coefficient, Factorial(power)), Field.Power(inverse, (ulong)power + 1), value);
        }

        return true;
    }

    /// <summary>The Laplace transform as numerator and denominator, polynomials in s without common divisor.</summary>
    public (UnivariatePolynomial Numerator, UnivariatePolynomial Denominator) Transform()
    {
        // Over prod (s - a)^(highest power of a + 1): the poles of highest order do not cancel, so this is in lowest terms.
        var below = new UnivariatePolynomial(Field, [1]);
        foreach (IGrouping<ulong, int> pole in terms.Keys.GroupBy(k => k.Rate, k => k.Power))
        {
            below *= PowerOf(new UnivariatePolynomial(Field, [Field.Negate(pole.Key), 1]), pole.Max() + 1);
        }

        var above = new UnivariatePolynomial(Field, []);
        foreach (((ulong rate, int power), ulong coefficient) in terms)
        {
            UnivariatePolynomial rest = below.DivideBy(PowerOf(new UnivariatePolynomial(Field, [Field.Negate(rate), 1]), power + 1)).Quotient;
            above += rest.Scale(Field.Multiply(coefficient, Factorial(power)));
        }

        return (above, below);
    }

    private static ExponentialPolynomial Term(PrimeField field, ulong coefficient, int power, ulong rate)
    {
        var terms = new SortedDictionary<(ulong, int), ulong>();
        Add(field, terms, (rate, power), coefficient);
        return new(field, terms);
    }

    private static void Add(PrimeField field, SortedDictionary<(ulong, int), ulong> terms, (ulong, int) key, ulong coefficient)
    {
        ulong sum = field.Add(terms.GetValueOrDefault(key), coefficient);
        if (sum == 0)
        {
            terms.Remove(key);
        }
        else
        {
            terms[key] = sum;
        }
    }

    private static UnivariatePolynomial PowerOf(UnivariatePolynomial p, int exponent)
    {
        UnivariatePolynomial power = p;
        for (int k = 1; k < exponent; k++)
        {
            power *= p;
        }

        return power;
    }

    private ulong Factorial(int n)
    {
        ulong product = 1;
        for (int k = 2; k <= n; k++)
        {
            product = Field.Multiply(product, (ulong)k);
        }

        return product;
    }
}
