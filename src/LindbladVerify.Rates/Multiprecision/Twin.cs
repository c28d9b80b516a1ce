using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>One number computed along the same path with b and with 2b bits: what the two differ by is its error, as it is and not as a bound has it.</summary>
/// <param name="Coarse">With b bits.</param>
/// <param name="Fine">With 2b bits.</param>
/// <remarks>
/// Bounds by running error analysis grow by a constant factor with every step of a Krylov elimination although the characteristic polynomial keeps its
/// digits; the observed error does not. A sum that is 0 leaves noise that shrinks with the precision; any other number stays.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Twin(BigFloat Coarse, BigFloat Fine)
{
    /// <summary>Bits to which both must agree to count as one number.</summary>
    private const int Agreement = 8;

    /// <summary>0.</summary>
    public static Twin Zero => default;

    /// <summary>Whether both are 0.</summary>
    public bool IsZero => Coarse.IsZero && Fine.IsZero;

    /// <summary>log2 of a bound on the modulus; -infinity for 0.</summary>
    public double LogModulus => Fine.IsZero ? double.NegativeInfinity : Fine.Magnitude;

    /// <summary>log2 of the difference; -infinity where there is none.</summary>
    public double LogChange => Coarse == Fine ? double.NegativeInfinity : (Coarse - Fine).Magnitude;

    /// <summary>The negative.</summary>
    public static Twin operator -(Twin x) => new(-x.Coarse, -x.Fine);

    /// <summary>The sum.</summary>
    public static Twin operator +(Twin a, Twin b) => a.IsZero ? b : b.IsZero ? a : new(a.Coarse + b.Coarse, a.Fine + b.Fine);

    /// <summary>The difference.</summary>
    public static Twin operator -(Twin a, Twin b) => a + -b;

    /// <summary>The product.</summary>
    public static Twin operator *(Twin a, Twin b) => a.IsZero || b.IsZero ? Zero : new(a.Coarse * b.Coarse, a.Fine * b.Fine);

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Twin operator /(Twin a, Twin b) => a.IsZero ? Zero : new(a.Coarse / b.Coarse, a.Fine / b.Fine);

    /// <summary>Makes a number that is noise at both precisions 0; false where it is neither that nor the same at both.</summary>
    /// <param name="x">The number.</param>
    /// <param name="largest">log2 of the largest term of the sum that it is.</param>
    /// <param name="bits">b.</param>
    public static bool Settle(ref Twin x, double largest, int bits)
    {
        if (x.IsZero)
        {
            return true;
        }

        double noise = Math.Max(x.Coarse.IsZero ? double.NegativeInfinity : x.Coarse.Magnitude, largest - bits);
        if (x.Fine.IsZero || x.Fine.Magnitude <= noise - (0.75 * bits))
        {
            x = Zero;
            return true;
        }

        return x.LogChange <= x.Fine.Magnitude - Agreement;
    }
}
