using System.Runtime.CompilerServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <content>Sums, products and quotients on limbs.</content>
public readonly partial struct BigFloat
{
    /// <summary>A number of at most 64 bits: ±0.head · 2^magnitude. The leading bit of head is set.</summary>
    internal static BigFloat OfHead(ulong head, long magnitude, int bits) => new(1, head, null, magnitude, bits);

    /// <summary>a · b to so many bits, looking at not much more than so many of either.</summary>
    internal static BigFloat ShortProduct(in BigFloat a, in BigFloat b, int bits)
    {
        if (a.sign == 0 || b.sign == 0)
        {
            return new BigFloat(0, 0, null, 0, bits);
        }

        int most = (bits / LimbBits) + 2;
        return Product(Leading(Mantissa(in a), most), Leading(Mantissa(in b), most), a.sign * b.sign, a.magnitude + b.magnitude, bits, out _);

        static ReadOnlySpan<ulong> Leading(ReadOnlySpan<ulong> mantissa, int most) => mantissa.Length > most ? mantissa[^most..] : mantissa;
    }

    /// <summary>a/b to so many bits.</summary>
    [SkipLocalsInit]
    internal static BigFloat Quotient(in BigFloat a, in BigFloat b, int bits, out bool isRounded)
    {
        if (b.sign == 0)
        {
            throw new DivideByZeroException("A number was divided by 0.");
        }

        if (bits == 0)
        {
            throw new ArgumentException("The quotient of two exact numbers needs a precision: use Ratio, or To on one of them.", nameof(b));
        }

        isRounded = false;
        if (a.sign == 0)
        {
            return new BigFloat(0, 0, null, 0, bits);
        }

        // 1/2 ≤ u/v < 1: the leading bit of the quotient is set. One bit more than wanted to round by.
        ReadOnlySpan<ulong> m = Mantissa(in a);
        ReadOnlySpan<ulong> v = Mantissa(in b);
        int shift = CompareLimbs(m, v) >= 0 ? 1 : 0;
        int digits = (bits + LimbBits) / LimbBits;
        int length = digits + v.Length;
        Span<ulong> space = length + digits > StackLimbs ? new ulong[length + digits] : stackalloc ulong[StackLimbs];
        Span<ulong> u = space[..length];
        Span<ulong> q = space.Slice(length, digits);
        int kept = Math.Min(m.Length, length);
        m[^kept..].CopyTo(u[^kept..]);
        u[..^kept].Clear();
        bool dropped = kept < m.Length;
        if (shift > 0)
        {
            dropped |= (u[0] & 1) != 0;
            for (int i = 0; i < length - 1; i++)
            {
                u[i] = (u[i] >> 1) | (u[i + 1] << (LimbBits - 1));
            }

            u[length - 1] >>= 1;
        }

        Limbs.Divide(u, v, q);
        BigFloat quotient = Pack(q, a.sign * b.sign, a.magnitude - b.magnitude + shift, bits, out isRounded);
        isRounded |= dropped || u[..v.Length].ContainsAnyExcept(0UL);
        return quotient;
    }

    private static BigFloat Product(in BigFloat a, in BigFloat b, int bits, out bool isRounded)
    {
        isRounded = false;
        if (a.sign == 0 || b.sign == 0)
        {
            return new BigFloat(0, 0, null, 0, bits);
        }

        return Product(Mantissa(in a), Mantissa(in b), a.sign * b.sign, a.magnitude + b.magnitude, bits, out isRounded);
    }

    [SkipLocalsInit]
    private static BigFloat Product(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, int sign, long magnitude, int bits, out bool isRounded)
    {
        int length = a.Length + b.Length;
        Span<ulong> product = (length > StackLimbs ? new ulong[length] : stackalloc ulong[StackLimbs])[..length];
        Limbs.Multiply(a, b, product);
        return Pack(product, sign, magnitude, bits, out isRounded);
    }

    /// <summary>a + b with another sign for b.</summary>
    private static BigFloat Sum(in BigFloat a, in BigFloat b, int signOfB, int bits, out bool isRounded)
    {
        if (a.sign == 0)
        {
            return new BigFloat(signOfB, b.head, b.limbs, b.magnitude, b.Bits).To(bits, out isRounded);
        }

        if (signOfB == 0)
        {
            return a.To(bits, out isRounded);
        }

        return a.magnitude >= b.magnitude ? OrderedSum(in a, a.sign, in b, signOfB, bits, out isRounded) : OrderedSum(in b, signOfB, in a, a.sign, bits, out isRounded);
    }

    /// <summary>The sum where the magnitude of a is not below that of b.</summary>
    [SkipLocalsInit]
    private static BigFloat OrderedSum(in BigFloat a, int signOfA, in BigFloat b, int signOfB, int bits, out bool isRounded)
    {
        ReadOnlySpan<ulong> x = Mantissa(in a);
        ReadOnlySpan<ulong> y = Mantissa(in b);
        long gap = a.magnitude - b.magnitude;
        if (bits > 0 && gap > Math.Max(bits, (long)LimbBits * x.Length) + 2)
        {
            BigFloat large = new BigFloat(signOfA, a.head, a.limbs, a.magnitude, a.Bits).To(bits, out isRounded);
            if (!isRounded)
            {
                isRounded = true;
                return large;
            }

            // a itself is rounded, perhaps from half way: any b so far below decides alike.
            BigFloat nearer = new(1, LeadingBit, null, a.magnitude - ((long)LimbBits * x.Length) - 2, 0);
            return OrderedSum(in a, signOfA, in nearer, signOfB, bits, out isRounded);
        }

        // All bits of both, and a limb for the carry.
        int whole = checked((int)(gap / LimbBits));
        int shift = (int)(gap % LimbBits);
        int lower = whole + y.Length + (shift > 0 ? 1 : 0);
        int length = Math.Max(x.Length, lower) + 1;
        Span<ulong> t = (length > StackLimbs ? new ulong[length] : stackalloc ulong[StackLimbs])[..length];
        int start = length - 1 - x.Length;
        t[..start].Clear();
        x.CopyTo(t[start..]);
        t[length - 1] = 0;

        bool adds = signOfA == signOfB;
        ulong carry = 0;
        ulong previous = 0;
        int at = length - 1 - lower;
        for (int i = 0; i < y.Length; i++, at++)
        {
            ulong limb = y[i];
            ulong piece = shift == 0 ? limb : (previous >> shift) | (limb << (LimbBits - shift));
            previous = limb;
            t[at] = adds ? AddLimb(t[at], piece, ref carry) : SubtractLimb(t[at], piece, ref carry);
        }

        if (shift > 0)
        {
            t[at] = adds ? AddLimb(t[at], previous >> shift, ref carry) : SubtractLimb(t[at], previous >> shift, ref carry);
            at++;
        }

        for (; carry != 0 && at < length; at++)
        {
            t[at] = adds ? AddLimb(t[at], 0, ref carry) : SubtractLimb(t[at], 0, ref carry);
        }

        if (carry != 0)
        {
            // b was the larger one: the negative.
            signOfA = signOfB;
            carry = 1;
            for (int i = 0; i < length; i++)
            {
                t[i] = AddLimb(~t[i], 0, ref carry);
            }
        }

        return Pack(t, signOfA, a.magnitude + LimbBits, bits, out isRounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddLimb(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + carry;
        ulong over = sum < carry ? 1UL : 0UL;
        sum += b;
        carry = over + (sum < b ? 1UL : 0UL);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractLimb(ulong a, ulong b, ref ulong borrow)
    {
        ulong rest = a - borrow;
        ulong under = a < borrow ? 1UL : 0UL;
        borrow = under + (rest < b ? 1UL : 0UL);
        return rest - b;
    }
}
