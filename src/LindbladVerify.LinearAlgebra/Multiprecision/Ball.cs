using System.Numerics;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>A computed number with a bound on its distance from what exact arithmetic would give: running error analysis in as many digits as it takes.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on |Value - exact|; 0 where the number is exact.</param>
/// <remarks>Higham, doi:10.1137/1.9780898718027, chapter 3.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Ball(BigFloat Value, BigFloat Error)
{
    /// <summary>An exact number.</summary>
    public static Ball Exact(BigFloat value) => new(value, BigFloat.Zero);

    /// <summary>A number known to a few units in its last bit.</summary>
    public static Ball Rounded(BigFloat value, BigFloat inherited, int units = 1) => new(value, (Bound.Above(inherited) + Unit(value, units)).ToBigFloat());

    /// <summary>The number of a decimal text; exact where its bits suffice, as those of 0.5 do.</summary>
    public static Ball Decimal(string text, int bits)
    {
        BigFloat value = BigFloat.Decimal(text, bits, out bool isRounded);
        return isRounded ? Rounded(value, BigFloat.Zero) : Exact(value);
    }

    /// <summary>Whether 0 is among the numbers that it may be.</summary>
    public bool MayBeZero => BigFloat.Abs(Value) <= Error;

    /// <summary>The bound relative to the modulus of the number; infinite where that may be 0 and is not exactly.</summary>
    public double RelativeError => Error.IsZero ? 0 : Value.IsZero ? double.PositiveInfinity : (double)(Error / BigFloat.Abs(Value.To(Bound.Bits)));

    /// <summary>The negative.</summary>
    public static Ball operator -(Ball x) => new(-x.Value, x.Error);

    /// <summary>The sum.</summary>
    public static Ball operator +(Ball a, Ball b)
    {
        BigFloat sum = BigFloat.Add(a.Value, b.Value, out bool isRounded);
        return With(sum, isRounded, Bound.Above(a.Error) + Bound.Above(b.Error));
    }

    /// <summary>The difference.</summary>
    public static Ball operator -(Ball a, Ball b) => a + -b;

    /// <summary>The product.</summary>
    public static Ball operator *(Ball a, Ball b)
    {
        BigFloat product = BigFloat.Multiply(a.Value, b.Value, out bool isRounded);
        Bound first = Bound.Above(a.Error);
        Bound second = Bound.Above(b.Error);
        return With(product, isRounded, (Bound.Above(a.Value) * second) + (Bound.Above(b.Value) * first) + (first * second));
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
        if (a.Error.IsZero && b.Error.IsZero)
        {
            return With(quotient, isRounded, Bound.Zero);
        }

        Bound modulus = Bound.Above(quotient) + (isRounded ? Unit(quotient, 1) : Bound.Zero);
        Bound inherited = (Bound.Above(a.Error) + (modulus * Bound.Above(b.Error))) / Bound.BelowDifference(b.Value, b.Error);
        return With(quotient, isRounded, inherited);
    }

    /// <summary>The modulus in few bits, rounded up, for bounds.</summary>
    public static BigFloat Short(BigFloat value) => Bound.Above(value).ToBigFloat();

    private static Ball With(BigFloat value, bool isRounded, Bound inherited) => new(value, (isRounded ? inherited + Unit(value, 1) : inherited).ToBigFloat());

    /// <summary>The last bit of a number; 0 for exact ones.</summary>
    private static Bound Unit(BigFloat value, int units) => value.IsZero || value.Bits == 0 ? Bound.Zero : Bound.PowerOfTwo(value.Magnitude - value.Bits, units);
}

/// <summary>A number that is not negative, in 32 bits, every operation on which is rounded up: mantissa · 2^exponent.</summary>
internal readonly struct Bound
{
    internal const int Bits = 32;

    /// <summary>Between 2^31 and 2^32, or 0.</summary>
    private readonly ulong mantissa;
    private readonly long exponent;

    private Bound(ulong mantissa, long exponent)
    {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    internal static Bound Zero => default;

    public static Bound operator +(Bound a, Bound b)
    {
        if (a.mantissa == 0 || b.mantissa == 0)
        {
            return a.mantissa == 0 ? b : a;
        }

        if (a.exponent < b.exponent)
        {
            (a, b) = (b, a);
        }

        long gap = a.exponent - b.exponent;
        return RoundUp(a.mantissa + (gap >= Bits ? 1 : ShiftUp(b.mantissa, (int)gap)), a.exponent);
    }

    public static Bound operator *(Bound a, Bound b) => a.mantissa == 0 || b.mantissa == 0 ? default : RoundUp(a.mantissa * b.mantissa, a.exponent + b.exponent);

    public static Bound operator /(Bound a, Bound b) => a.mantissa == 0 ? default : RoundUp(((a.mantissa << Bits) / b.mantissa) + 1, a.exponent - b.exponent - Bits);

    /// <summary>A bound on |x|.</summary>
    internal static Bound Above(in BigFloat x) => x.IsZero
        ? default
        : RoundUp((x.Head >> Bits) + ((uint)x.Head != 0 || x.HasTail ? 1UL : 0UL), x.Magnitude - Bits);

    /// <summary>The largest bound that is not above |x|.</summary>
    internal static Bound Below(in BigFloat x) => x.IsZero ? default : new(x.Head >> Bits, x.Magnitude - Bits);

    /// <summary>A positive number that is not above |x| - |y|, which must be positive.</summary>
    internal static Bound BelowDifference(in BigFloat x, in BigFloat y)
    {
        // Next to each other without rounding; otherwise |y| is below |x|/4.
        if (y.Magnitude >= x.Magnitude - 2)
        {
            return Below(BigFloat.Abs(x).To(0) - BigFloat.Abs(y).To(0));
        }

        Bound large = Below(x);
        Bound small = Above(y);
        if (small.mantissa == 0)
        {
            return large;
        }

        long gap = large.exponent - small.exponent;
        ulong rest = large.mantissa - (gap >= Bits ? 1 : ShiftUp(small.mantissa, (int)gap));
        int zeros = BitOperations.LeadingZeroCount(rest) - Bits;
        return new Bound(rest << zeros, large.exponent - zeros);
    }

    /// <summary>units · 2^power.</summary>
    internal static Bound PowerOfTwo(long power, int units) => RoundUp((ulong)units, power);

    internal BigFloat ToBigFloat() => mantissa == 0 ? BigFloat.Zero : BigFloat.OfHead(mantissa << Bits, exponent + Bits, Bits);

    private static Bound RoundUp(ulong value, long exponent)
    {
        if (value == 0)
        {
            return default;
        }

        int extra = Bits - BitOperations.LeadingZeroCount(value);
        ulong kept = extra <= 0 ? value << -extra : ShiftUp(value, extra);
        return kept >> Bits != 0 ? new Bound(kept >> 1, exponent + extra + 1) : new Bound(kept, exponent + extra);
    }

    private static ulong ShiftUp(ulong value, int shift) => (value >> shift) + ((value & ((1UL << shift) - 1)) != 0 ? 1UL : 0UL);
}
