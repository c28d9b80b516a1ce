using System.Runtime.CompilerServices;

namespace LindbladVerify.Algebra.Fields;

/// <summary>Inverses and square roots.</summary>
public sealed partial class PrimeField
{
    private static readonly List<PrimeField> Known = [];

    /// <summary>1/a.</summary>
    /// <exception cref="DivideByZeroException">a = 0.</exception>
    public ulong Inverse(ulong a) =>
        TryInverse(a, out ulong inverse) ? inverse : throw new DivideByZeroException($"Zero has no inverse in {this}.");

    /// <summary>a/b.</summary>
    /// <exception cref="DivideByZeroException">b = 0.</exception>
    public ulong Divide(ulong a, ulong b) => Multiply(a, Inverse(b));

    /// <summary>a / b; false, and 0, where b is 0.</summary>
    internal bool TryDivide(ulong a, ulong b, out ulong quotient)
    {
        bool exists = TryInverse(b, out ulong inverse);
        quotient = Multiply(a, inverse);
        return exists;
    }

    /// <summary>1/a.</summary>
    /// <returns>False for zero.</returns>
    /// <remarks>
    /// Differences and shifts without branches, 2^k/a first (Kaliski 1995, doi:10.1109/12.403725): half the time of Euclid's divisions.
    /// Invariants: v 2^k = ± a s and u 2^k = ∓ a r modulo p; u s + v r = p.
    /// </remarks>
    public bool TryInverse(ulong a, out ulong inverse)
    {
        inverse = 0;
        if (a == 0)
        {
            return false;
        }

        int k = System.Numerics.BitOperations.TrailingZeroCount(a);
        ulong u = Modulus, v = a >> k, r = 0, s = 1, isNegative = 0;
        while (u != v)
        {
            long difference = (long)(u - v);
            ulong swap = (ulong)(difference >> 63);
            int zeros = System.Numerics.BitOperations.TrailingZeroCount(difference);
            v += (ulong)difference & swap;
            u = (((ulong)difference ^ swap) - swap) >> zeros;
            ulong change = (r ^ s) & swap;
            r ^= change;
            s ^= change;
            r += s;
            s <<= zeros;
            k += zeros;
            isNegative ^= swap;
        }

        inverse = Multiply(s, halves[k]);
        inverse = isNegative != 0 ? Modulus - inverse : inverse;
        return true;
    }

    /// <summary>Replaces every element by its inverse, with one inversion and three products an element.</summary>
    /// <returns>False where an element is zero: nothing is changed then.</returns>
    /// <remarks>Source: Montgomery 1987, doi:10.1090/S0025-5718-1987-0866113-7.</remarks>
    public bool TryInvertAll(Span<ulong> elements)
    {
        const int OnStack = 128;
        Span<ulong> products = elements.Length <= OnStack ? stackalloc ulong[OnStack] : new ulong[elements.Length];
        ulong product = 1;
        for (int k = 0; k < elements.Length; k++)
        {
            products[k] = product;
            product = Multiply(product, elements[k]);
        }

        if (!TryInverse(product, out ulong inverse))
        {
            return false;
        }

        for (int k = elements.Length - 1; k >= 0; k--)
        {
            ulong element = elements[k];
            elements[k] = Multiply(inverse, products[k]);
            inverse = Multiply(inverse, element);
        }

        return true;
    }

    /// <summary>Legendre symbol: 0 for zero, 1 for a square, -1 otherwise.</summary>
    /// <remarks>By the law of quadratic reciprocity, at the cost of one Euclid.</remarks>
    public int LegendreSymbol(ulong a)
    {
        ulong n = Modulus;
        int sign = 1;
        while (a != 0)
        {
            int twos = System.Numerics.BitOperations.TrailingZeroCount(a);
            a >>= twos;
            if ((twos & 1) != 0 && ((n & 7) is 3 or 5))
            {
                sign = -sign;
            }

            if ((a & 3) == 3 && (n & 3) == 3)
            {
                sign = -sign;
            }

            (a, n) = (n % a, a);
        }

        return n == 1 ? sign : 0;
    }

    /// <summary>A square root: of the two, the one below p/2.</summary>
    /// <returns>False where a is no square.</returns>
    /// <remarks>p = 8m + 1 with m odd: a^((m+1)/2) is one up to a power of an eighth root of 1, which a^m tells (Tonelli and Shanks; Cohen, A Course
    ///   in Computational Algebraic Number Theory, section 1.5.1).</remarks>
    public bool TrySquareRoot(ulong a, out ulong root)
    {
        ulong half = Power(a, ((Modulus - 1) / 8 - 1) / 2);
        root = Multiply(a, half);
        ulong rest = Multiply(root, half);

        // root² = a rest, where rest is a power of i if a is a square.
        if (rest == Modulus - 1)
        {
            root = Multiply(root, ImaginaryUnit);
        }
        else if (rest == ImaginaryUnit)
        {
            root = Multiply(root, Multiply(eighthRoot, ImaginaryUnit));
        }
        else if (rest == Modulus - ImaginaryUnit)
        {
            root = Multiply(root, eighthRoot);
        }

        root = Math.Min(root, Negate(root));
        return Multiply(root, root) == a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong EighthRootOfOne()
    {
        ulong other = 17;
        while (LegendreSymbol(other) != -1)
        {
            other++;
        }

        // Of the primitive roots one whose square is the smaller root of -1.
        ulong root = Power(other, (Modulus - 1) / 8);
        ulong square = Multiply(root, root);
        return square <= Modulus / 2 ? root : Multiply(root, square);
    }
}
