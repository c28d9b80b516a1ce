using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>Arithmetic of natural numbers as 64-bit limbs, the least significant first.</summary>
/// <remarks>Knuth, The Art of Computer Programming, volume 2, section 4.3.1; Möller and Granlund, doi:10.1109/TC.2010.143, for division by a reciprocal.</remarks>
internal static class Limbs
{
    /// <summary>From so many limbs on in both factors the faster algorithms of <see cref="BigInteger"/> win.</summary>
    internal const int LongProduct = 48;

    /// <summary>From so many limbs on in divisor and quotient the faster algorithms of <see cref="BigInteger"/> win.</summary>
    internal const int LongQuotient = 96;

    /// <summary>a · b; the product has as many limbs as both factors together.</summary>
    internal static void Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> product)
    {
        if (a.Length < b.Length)
        {
            ReadOnlySpan<ulong> shorter = a;
            a = b;
            b = shorter;
        }

        if (b.Length >= LongProduct)
        {
            Write(Read(a) * Read(b), product[..(a.Length + b.Length)]);
            return;
        }

        ref ulong x = ref MemoryMarshal.GetReference(a);
        ref ulong r = ref MemoryMarshal.GetReference(product);
        int n = a.Length;
        ulong factor = b[0];
        ulong carry = 0;
        for (int i = 0; i < n; i++)
        {
            ulong high = Product(Unsafe.Add(ref x, i), factor, out ulong low);
            low += carry;
            carry = high + (low < carry ? 1UL : 0UL);
            Unsafe.Add(ref r, i) = low;
        }

        Unsafe.Add(ref r, n) = carry;
        for (int j = 1; j < b.Length; j++)
        {
            Unsafe.Add(ref r, n + j) = AddProduct(ref x, n, b[j], ref Unsafe.Add(ref r, j));
        }
    }

    /// <summary>The quotient's <paramref name="quotient"/>.Length limbs of u by v; u is replaced by the remainder. The leading bit of v is set, u has as many limbs as both, and its leading ones are below v.</summary>
    internal static void Divide(Span<ulong> u, ReadOnlySpan<ulong> v, Span<ulong> quotient)
    {
        if (v.Length == 1)
        {
            DivideByLimb(u, v[0], quotient);
            return;
        }

        if (Math.Min(v.Length, quotient.Length) >= LongQuotient)
        {
            BigInteger whole = BigInteger.DivRem(Read(u), Read(v), out BigInteger rest);
            Write(whole, quotient);
            Write(rest, u);
            return;
        }

        int n = v.Length;
        ulong first = v[n - 1];
        ulong second = v[n - 2];
        ulong inverse = Reciprocal(first, second);
        ref ulong divisor = ref MemoryMarshal.GetReference(v);
        for (int j = quotient.Length - 1; j >= 0; j--)
        {
            ulong top = u[j + n];
            ulong next = u[j + n - 1];
            ulong q = top == first && next == second ? ulong.MaxValue : QuotientDigit(top, next, u[j + n - 2], first, second, inverse);
            ulong borrow = SubtractProduct(ref divisor, n, q, ref u[j]);
            if (top < borrow)
            {
                q--;
                top += AddTo(v, ref u[j]);
            }

            u[j + n] = top - borrow;
            quotient[j] = q;
        }
    }

    /// <summary>The bits of a natural number, right-aligned in the limbs.</summary>
    internal static void Write(BigInteger natural, Span<ulong> limbs)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(limbs);
        if (!natural.TryWriteBytes(bytes, out int written, isUnsigned: true))
        {
            throw new ArgumentException("The number needs more limbs.", nameof(limbs));
        }

        bytes[written..].Clear();
    }

    /// <summary>The natural number.</summary>
    internal static BigInteger Read(ReadOnlySpan<ulong> limbs) => new(MemoryMarshal.AsBytes(limbs), isUnsigned: true);

    /// <summary>⌊(2^128 - 1)/d⌋ - 2^64 for a d whose leading bit is set.</summary>
    internal static ulong Reciprocal(ulong d)
    {
        unchecked
        {
            ulong odd = d & 1;
            ulong lead = (d >> 24) + 1;
            ulong v0 = ((1UL << 19) - (3UL << 8)) / (d >> 55);
            ulong v1 = (v0 << 11) - ((v0 * v0 * lead) >> 40) - 1;
            ulong v2 = (v1 << 13) + ((v1 * ((1UL << 60) - (v1 * lead))) >> 47);
            ulong e = ((v2 >> 1) * odd) - (v2 * ((d >> 1) + odd));
            ulong v3 = (Product(v2, e, out _) >> 1) + (v2 << 31);
            ulong high = Product(v3, d, out ulong low);
            return v3 - (high + (low + d < low ? 1UL : 0UL)) - d;
        }
    }

    /// <summary>The high half of a · b, and the low one. Two multiplications in registers take less time than one that stores its low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Product(ulong a, ulong b, out ulong low)
    {
        if (Bmi2.X64.IsSupported)
        {
            low = unchecked(a * b);
            return Bmi2.X64.MultiplyNoFlags(a, b);
        }

        return Math.BigMul(a, b, out low);
    }

    private static ulong Reciprocal(ulong d1, ulong d0)
    {
        ulong v = Reciprocal(d1);
        ulong p = unchecked((d1 * v) + d0);
        if (p < d0)
        {
            v--;
            if (p >= d1)
            {
                v--;
                p -= d1;
            }

            p = unchecked(p - d1);
        }

        ulong high = Product(v, d0, out ulong low);
        p = unchecked(p + high);
        if (p < high)
        {
            v--;
            if (p > d1 || (p == d1 && low >= d0))
            {
                v--;
            }
        }

        return v;
    }

    /// <summary>⌊(u2, u1, u0)/(d1, d0)⌋ where (u2, u1) is below (d1, d0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong QuotientDigit(ulong u2, ulong u1, ulong u0, ulong d1, ulong d0, ulong inverse)
    {
        unchecked
        {
            ulong q1 = Product(inverse, u2, out ulong q0);
            q0 += u1;
            q1 += u2 + (q0 < u1 ? 1UL : 0UL);
            ulong r1 = u1 - (q1 * d1);
            ulong t1 = Product(d0, q1, out ulong t0);
            ulong r0 = u0 - t0;
            r1 -= t1 + (u0 < t0 ? 1UL : 0UL);
            r1 -= d1 + (r0 < d0 ? 1UL : 0UL);
            r0 -= d0;
            q1++;
            if (r1 >= q0)
            {
                q1--;
                r0 += d0;
                r1 += d1 + (r0 < d0 ? 1UL : 0UL);
            }

            return r1 > d1 || (r1 == d1 && r0 >= d0) ? q1 + 1 : q1;
        }
    }

    private static void DivideByLimb(Span<ulong> u, ulong d, Span<ulong> quotient)
    {
        unchecked
        {
            ulong inverse = Reciprocal(d);
            ulong rest = u[quotient.Length];
            for (int j = quotient.Length - 1; j >= 0; j--)
            {
                ulong u0 = u[j];
                ulong q1 = Product(inverse, rest, out ulong q0);
                q0 += u0;
                q1 += rest + (q0 < u0 ? 1UL : 0UL) + 1;
                rest = u0 - (q1 * d);
                if (rest > q0)
                {
                    q1--;
                    rest += d;
                }

                if (rest >= d)
                {
                    q1++;
                    rest -= d;
                }

                quotient[j] = q1;
            }

            u.Clear();
            u[0] = rest;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddProduct(ref ulong x, int n, ulong factor, ref ulong r)
    {
        ulong carry = 0;
        for (int i = 0; i < n; i++)
        {
            ulong high = Product(Unsafe.Add(ref x, i), factor, out ulong low);
            low += carry;
            high += low < carry ? 1UL : 0UL;
            ulong old = Unsafe.Add(ref r, i);
            low += old;
            carry = high + (low < old ? 1UL : 0UL);
            Unsafe.Add(ref r, i) = low;
        }

        return carry;
    }

    private static ulong SubtractProduct(ref ulong x, int n, ulong factor, ref ulong r)
    {
        ulong borrow = 0;
        for (int i = 0; i < n; i++)
        {
            ulong high = Product(Unsafe.Add(ref x, i), factor, out ulong low);
            low += borrow;
            high += low < borrow ? 1UL : 0UL;
            ulong old = Unsafe.Add(ref r, i);
            borrow = high + (old < low ? 1UL : 0UL);
            Unsafe.Add(ref r, i) = old - low;
        }

        return borrow;
    }

    private static ulong AddTo(ReadOnlySpan<ulong> x, ref ulong r)
    {
        ulong carry = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong sum = x[i] + carry;
            carry = sum < carry ? 1UL : 0UL;
            ulong old = Unsafe.Add(ref r, i);
            sum += old;
            carry += sum < old ? 1UL : 0UL;
            Unsafe.Add(ref r, i) = sum;
        }

        return carry;
    }
}
