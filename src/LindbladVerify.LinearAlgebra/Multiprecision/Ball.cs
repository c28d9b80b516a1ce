using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>A computed number with a bound on its distance from what exact arithmetic would give: running error analysis in as many digits as it takes.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on |Value - exact|, to first order; 0 where the number is exact.</param>
/// <remarks>Higham, doi:10.1137/1.9780898718027, chapter 3.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Ball(BigFloat Value, BigFloat Error)
{
    private const int ErrorBits = 32;

    /// <summary>An exact number.</summary>
    public static Ball Exact(BigFloat value) => new(value, BigFloat.Zero);

    /// <summary>A number known to a few units in its last bit.</summary>
    public static Ball Rounded(BigFloat value, BigFloat inherited, int units = 1) => new(value, inherited + Unit(value, units));

    /// <summary>The number of a decimal text; exact where its bits suffice, as those of 0.5 do.</summary>
    public static Ball Decimal(string text, int bits)
    {
        BigFloat value = BigFloat.Decimal(text, bits);
        return value.IsInteger || value.Scale(64).IsInteger ? Exact(value) : Rounded(value, BigFloat.Zero);
    }

    /// <summary>Whether 0 is among the numbers that it may be.</summary>
    public bool MayBeZero => BigFloat.Abs(Value) <= Error;

    /// <summary>The bound relative to the modulus of the number; infinite where that may be 0 and is not exactly.</summary>
    public double RelativeError => Error.IsZero ? 0 : Value.IsZero ? double.PositiveInfinity : (double)(Error / BigFloat.Abs(Value.To(ErrorBits)));

    /// <summary>The negative.</summary>
    public static Ball operator -(Ball x) => new(-x.Value, x.Error);

    /// <summary>The sum.</summary>
    public static Ball operator +(Ball a, Ball b)
    {
        BigFloat sum = BigFloat.Add(a.Value, b.Value, out bool isRounded);
        BigFloat inherited = a.Error + b.Error;
        return isRounded ? new Ball(sum, inherited + Unit(Larger(a.Value, b.Value), 1)) : new Ball(sum, inherited);
    }

    /// <summary>The difference.</summary>
    public static Ball operator -(Ball a, Ball b) => a + -b;

    /// <summary>The product.</summary>
    public static Ball operator *(Ball a, Ball b)
    {
        BigFloat product = BigFloat.Multiply(a.Value, b.Value, out bool isRounded);
        BigFloat inherited = a.Error.IsZero && b.Error.IsZero ? BigFloat.Zero : (Short(a.Value) * b.Error) + (Short(b.Value) * a.Error) + (a.Error * b.Error);
        return isRounded ? Rounded(product, inherited) : new Ball(product, inherited);
    }

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0, or may be.</exception>
    public static Ball operator /(Ball a, Ball b)
    {
        if (b.MayBeZero)
        {
            throw new DivideByZeroException("A number was divided by one that may be 0.");
        }

        BigFloat quotient = BigFloat.Divide(a.Value, b.Value, out bool isRounded);
        BigFloat inherited = a.Error.IsZero && b.Error.IsZero ? BigFloat.Zero : (a.Error + (Short(quotient) * b.Error)) / (Short(b.Value) - b.Error);
        return isRounded ? Rounded(quotient, inherited) : new Ball(quotient, inherited);
    }

    /// <summary>The modulus in few bits, rounded up, for bounds.</summary>
    public static BigFloat Short(BigFloat value) => BigFloat.Abs(value).To(ErrorBits);

    private static BigFloat Larger(BigFloat a, BigFloat b) => a.Magnitude >= b.Magnitude ? a : b;

    /// <summary>The last bit of a number; 0 for exact ones.</summary>
    private static BigFloat Unit(BigFloat value, int units)
    {
        int bits = value.Bits;
        return value.IsZero || bits == 0 ? BigFloat.Zero : BigFloat.Scaled(units, value.Magnitude - bits, ErrorBits);
    }
}
