using System.Numerics;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Rational numbers from residues.</summary>
internal static class RationalNumberReconstruction
{
    /// <summary>The residue modulo m1 m2 with given residues modulo each.</summary>
    /// <param name="residue">Residue modulo <paramref name="modulus"/>.</param>
    /// <param name="modulus">m1.</param>
    /// <param name="next">Residue modulo <paramref name="nextModulus"/>.</param>
    /// <param name="nextModulus">m2, without common divisor with m1.</param>
    /// <param name="inverse">1/m1 mod m2.</param>
    public static BigInteger Combine(BigInteger residue, BigInteger modulus, BigInteger next, BigInteger nextModulus, BigInteger inverse)
    {
        BigInteger step = (next - residue) % nextModulus * inverse % nextModulus;
        return residue + (modulus * (step.Sign < 0 ? step + nextModulus : step));
    }

    /// <summary>The number n/d = residue mod m with n d much smaller than m, if there is one.</summary>
    /// <param name="residue">From 0 to m - 1.</param>
    /// <param name="modulus">m.</param>
    /// <param name="value">The number.</param>
    /// <param name="spareBits">n d must be so many bits shorter than m: a random residue passes with probability about 2^-spareBits.</param>
    /// <returns>False where no number is so short.</returns>
    /// <remarks>The row of the extended Euclid before its largest quotient (Monagan 2004, doi:10.1145/1005285.1005321).</remarks>
    public static bool TryReconstruct(BigInteger residue, BigInteger modulus, out BigRational value, int spareBits = 24)
    {
        value = default;
        if (residue.IsZero)
        {
            return true;
        }

        BigInteger r0 = modulus, r1 = residue, t0 = 0, t1 = 1, bestN = 0, bestD = 0, largest = BigInteger.One << spareBits;
        while (!r1.IsZero)
        {
            BigInteger quotient = BigInteger.DivRem(r0, r1, out BigInteger rest);
            if (quotient > largest)
            {
                (largest, bestN, bestD) = (quotient, r1, t1);
            }

            (r0, r1) = (r1, rest);
            (t0, t1) = (t1, t0 - (quotient * t1));
        }

        if (bestD.IsZero || !BigInteger.GreatestCommonDivisor(bestN, bestD).IsOne)
        {
            return false;
        }

        value = new BigRational(bestN, bestD);
        return true;
    }
}
