using System.Numerics;
using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A polynomial in one variable over a prime field. Immutable.</summary>
/// <remarks>Coefficients stand from x^0 upwards; the last is not zero. Products and quotients cost O(n m).</remarks>
internal sealed class UnivariatePolynomial
{
    private readonly ulong[] coefficients;

    /// <summary>From coefficients, the lowest power first; zeros at the end are dropped.</summary>
    public UnivariatePolynomial(PrimeField field, ReadOnlySpan<ulong> coefficients)
    {
        int length = coefficients.Length;
        while (length > 0 && coefficients[length - 1] == 0)
        {
            length--;
        }

        Field = field;
        this.coefficients = coefficients[..length].ToArray();
    }

    /// <summary>The field of the coefficients.</summary>
    public PrimeField Field { get; }

    /// <summary>Highest power; -1 for zero.</summary>
    public int Degree => coefficients.Length - 1;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => coefficients.Length == 0;

    /// <summary>The coefficients from x^0 to the highest power.</summary>
    public ReadOnlySpan<ulong> Coefficients => coefficients;

    /// <summary>Lowest power with a coefficient; 0 for zero.</summary>
    public int Valuation => Math.Max(0, Array.FindIndex(coefficients, c => c != 0));

    /// <summary>Highest power without the factor that is a power of x.</summary>
    public int Span => Degree - Valuation;

    /// <summary>The greatest common divisor of a number and of the differences of the powers that occur: without its factor x^n this is a polynomial in x^stride.</summary>
    public int Stride(int stride)
    {
        for (int k = Valuation; k <= Degree; k++)
        {
            stride = this[k] == 0 ? stride : (int)BigInteger.GreatestCommonDivisor(stride, k - Valuation);
        }

        return stride;
    }

    /// <summary>Coefficient of a power; 0 outside.</summary>
    public ulong this[int power] => power >= 0 && power < coefficients.Length ? coefficients[power] : 0;

    /// <summary>a + b.</summary>
    public static UnivariatePolynomial operator +(UnivariatePolynomial a, UnivariatePolynomial b) => a.Plus(1, b);

    /// <summary>a - b.</summary>
    public static UnivariatePolynomial operator -(UnivariatePolynomial a, UnivariatePolynomial b) => a.Plus(a.Field.Modulus - 1, b);

    /// <summary>a b.</summary>
    public static UnivariatePolynomial operator *(UnivariatePolynomial a, UnivariatePolynomial b)
    {
        if (a.IsZero || b.IsZero)
        {
            return new(a.Field, []);
        }

        ulong[] product = new ulong[a.coefficients.Length + b.coefficients.Length - 1];
        for (int i = 0; i < a.coefficients.Length; i++)
        {
            FieldRows.Add(a.Field, product.AsSpan(i, b.coefficients.Length), a.coefficients[i], b.coefficients);
        }

        return new(a.Field, product);
    }

    /// <summary>The polynomial through points.</summary>
    /// <exception cref="ArgumentException">Two nodes are equal.</exception>
    public static UnivariatePolynomial Interpolate(PrimeField field, ReadOnlySpan<ulong> nodes, ReadOnlySpan<ulong> values) =>
        new(field, new InterpolationNodes(field, nodes).Interpolate(values));

    /// <summary>This polynomial times an element.</summary>
    public UnivariatePolynomial Scale(ulong factor)
    {
        ulong[] scaled = new ulong[coefficients.Length];
        FieldRows.Add(Field, scaled, factor, coefficients);
        return new(Field, scaled);
    }

    /// <summary>Quotient and remainder.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public (UnivariatePolynomial Quotient, UnivariatePolynomial Remainder) DivideBy(UnivariatePolynomial divisor)
    {
        if (divisor.IsZero)
        {
            throw new DivideByZeroException("A polynomial was divided by zero.");
        }

        ulong[] rest = [.. coefficients];
        ulong[] quotient = new ulong[Math.Max(0, Degree - divisor.Degree + 1)];
        ulong inverse = Field.Inverse(divisor.coefficients[^1]);
        for (int k = quotient.Length - 1; k >= 0; k--)
        {
            quotient[k] = Field.Multiply(rest[k + divisor.Degree], inverse);
            FieldRows.Add(Field, rest.AsSpan(k, divisor.coefficients.Length), Field.Negate(quotient[k]), divisor.coefficients);
        }

        return (new(Field, quotient), new(Field, rest));
    }

    /// <summary>The greatest common divisor, with leading coefficient 1; zero where both are zero.</summary>
    public UnivariatePolynomial GreatestCommonDivisor(UnivariatePolynomial other)
    {
        (UnivariatePolynomial a, UnivariatePolynomial b) = (this, other);
        while (!b.IsZero)
        {
            (a, b) = (b, a.DivideBy(b).Remainder);
        }

        return a.IsZero ? a : a.Scale(Field.Inverse(a.coefficients[^1]));
    }

    /// <summary>The value at a point.</summary>
    public ulong Evaluate(ulong x)
    {
        ulong value = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            value = Field.MultiplyAdd(value, x, coefficients[k]);
        }

        return value;
    }

    /// <summary>The derivative.</summary>
    public UnivariatePolynomial Derivative()
    {
        ulong[] derivative = new ulong[Math.Max(0, Degree)];
        for (int k = 1; k < coefficients.Length; k++)
        {
            derivative[k - 1] = Field.Multiply(coefficients[k], (ulong)k);
        }

        return new(Field, derivative);
    }

    private UnivariatePolynomial Plus(ulong factor, UnivariatePolynomial other)
    {
        ulong[] sum = new ulong[Math.Max(coefficients.Length, other.coefficients.Length)];
        coefficients.CopyTo(sum, 0);
        FieldRows.Add(Field, sum.AsSpan(0, other.coefficients.Length), factor, other.coefficients);
        return new(Field, sum);
    }
}
