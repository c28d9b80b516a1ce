using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

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

    internal bool IsZero => mantissa == 0;

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
