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

    /// <summary>1/a by the extended Euclid.</summary>
    /// <returns>False for zero.</returns>
    public bool TryInverse(ulong a, out ulong inverse)
    {
        inverse = 0;
        if (a == 0)
        {
            return false;
        }

        // Invariant: r = s a mod p up to sign, the signs alternate.
        ulong r0 = Modulus, r1 = a, s0 = 0, s1 = 1;
        bool negative = false;
        while (r1 > 1)
        {
            ulong quotient = r0 / r1;
            (r0, r1) = (r1, r0 - (quotient * r1));
            (s0, s1) = (s1, s0 + (quotient * s1));
            negative = !negative;
        }

        inverse = negative ? Modulus - s1 : s1;
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
    /// <remarks>p = 5 mod 8: a^((p+3)/8), times the root of -1 where its square is -a (Atkin; Cohen, A Course in Computational
    ///   Algebraic Number Theory, section 1.5.1).</remarks>
    public bool TrySquareRoot(ulong a, out ulong root)
    {
        root = Power(a, (Modulus + 3) / 8);
        ulong square = Multiply(root, root);
        if (square != a)
        {
            root = Multiply(root, ImaginaryUnit);
            square = Multiply(root, root);
        }

        root = Math.Min(root, Negate(root));
        return square == a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong FourthRootOfOne()
    {
        // 2 is no square modulo p = 5 mod 8.
        ulong root = Power(2UL, (Modulus - 1) / 4);
        return Math.Min(root, Modulus - root);
    }
}
