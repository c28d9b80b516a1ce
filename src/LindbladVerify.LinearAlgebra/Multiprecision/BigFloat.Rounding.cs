using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <content>Rounding of limbs to a precision.</content>
public readonly partial struct BigFloat
{
    /// <summary>±0.t · 2^magnitude, rounded to the nearest (ties away from 0); t may have leading zeros and is overwritten.</summary>
    private static BigFloat Pack(Span<ulong> t, int sign, long magnitude, int bits, out bool isRounded)
    {
        isRounded = false;
        int length = t.Length;
        while (length > 0 && t[length - 1] == 0)
        {
            length--;
            magnitude -= LimbBits;
        }

        if (length == 0)
        {
            return new BigFloat(0, 0, null, 0, bits);
        }

        int wanted = bits == 0 ? length : (bits + LimbBits - 1) / LimbBits;
        int low = Math.Max(0, length - wanted);
        int shift = BitOperations.LeadingZeroCount(t[length - 1]);
        magnitude -= shift;

        // One limb below what is kept moves along, to round by.
        int first = Math.Max(0, low - 1);
        if (shift > 0)
        {
            for (int i = length - 1; i > 0 && i >= first; i--)
            {
                t[i] = (t[i] << shift) | (t[i - 1] >> (LimbBits - shift));
            }

            if (first == 0)
            {
                t[0] <<= shift;
            }
        }

        if (length >= wanted && bits > 0)
        {
            int extra = (wanted * LimbBits) - bits;
            ulong mask = extra == 0 ? 0 : ulong.MaxValue >> (LimbBits - extra);
            bool up = extra == 0 ? low > 0 && t[low - 1] >= LeadingBit : (t[low] & (1UL << (extra - 1))) != 0;
            isRounded = (t[low] & mask) != 0 || (low > 0 && t[..low].ContainsAnyExcept(0UL));
            t[low] &= ~mask;
            if (up)
            {
                ulong unit = mask + 1;
                int i = low;
                t[i] += unit;
                while (t[i] < unit)
                {
                    unit = 1;
                    if (++i == length)
                    {
                        t[length - 1] = LeadingBit;
                        magnitude++;
                        break;
                    }

                    t[i]++;
                }
            }
        }

        while (t[low] == 0)
        {
            low++;
        }

        return new BigFloat(sign, t[length - 1], length - low == 1 ? null : t[low..length].ToArray(), magnitude, bits);
    }

    private static BigFloat Whole(BigInteger value)
    {
        if (value.IsZero)
        {
            return Zero;
        }

        if (long.MinValue < value && value <= long.MaxValue)
        {
            return Of((long)value);
        }

        BigInteger modulus = BigInteger.Abs(value);
        int length = (int)((modulus.GetBitLength() + LimbBits - 1) / LimbBits);
        ulong[] t = new ulong[length];
        Limbs.Write(modulus, t);
        return Pack(t, value.Sign, (long)LimbBits * length, 0, out _);
    }

    private static int CompareLimbs(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int i = a.Length - 1;
        int j = b.Length - 1;
        for (; i >= 0 && j >= 0; i--, j--)
        {
            if (a[i] != b[j])
            {
                return a[i] < b[j] ? -1 : 1;
            }
        }

        // The last limb of a longer one is not 0.
        return i.CompareTo(j);
    }

    private static ReadOnlySpan<ulong> Mantissa(in BigFloat x) => x.limbs is null ? MemoryMarshal.CreateReadOnlySpan(in x.head, 1) : x.limbs;

    [SkipLocalsInit]
    private BigFloat To(int bits, out bool isRounded)
    {
        isRounded = false;
        if (Bits == bits || sign == 0 || bits == 0 || (long)LimbBits * Count <= bits)
        {
            return new BigFloat(sign, head, limbs, magnitude, bits);
        }

        ReadOnlySpan<ulong> m = Mantissa(in this);
        Span<ulong> t = (m.Length > StackLimbs ? new ulong[m.Length] : stackalloc ulong[StackLimbs])[..m.Length];
        m.CopyTo(t);
        return Pack(t, sign, magnitude, bits, out isRounded);
    }
}
