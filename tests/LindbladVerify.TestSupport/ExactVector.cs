using System.Numerics;

namespace LindbladVerify.TestSupport;

/// <summary>A vector of rationals with one denominator: Numerators / Denominator · 2^Exponent.</summary>
public sealed record ExactVector(BigInteger[] Numerators, BigInteger Denominator, int Exponent)
{
    /// <summary>Doubles, exactly.</summary>
    public static ExactVector Of(double[] values)
    {
        int exponent = values.Where(v => v != 0).Select(v => ExactMatrix.Split(v).Exponent).DefaultIfEmpty(0).Min();
        return new ExactVector([.. values.Select(v => ExactMatrix.ToInteger(v, exponent))], BigInteger.One, exponent);
    }

    /// <summary>a - b.</summary>
    public static ExactVector operator -(ExactVector a, ExactVector b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return new ExactVector(
            [.. a.Numerators.Zip(b.Numerators, (x, y) => ((x * b.Denominator) << (a.Exponent - exponent)) - ((y * a.Denominator) << (b.Exponent - exponent)))],
            a.Denominator * b.Denominator,
            exponent);
    }

    /// <summary>wᵀv, rounded once.</summary>
    public double Dot(double[] weights)
    {
        ExactVector exact = Of(weights);
        BigInteger sum = BigInteger.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += exact.Numerators[i] * Numerators[i];
        }

        return Ratio(sum, Denominator, Exponent + exact.Exponent);
    }

    /// <summary>numerator / denominator · 2^exponent to double precision.</summary>
    public static double Ratio(BigInteger numerator, BigInteger denominator, int exponent)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        int shift = 80 - (int)(BigInteger.Abs(numerator).GetBitLength() - BigInteger.Abs(denominator).GetBitLength());
        BigInteger quotient = shift >= 0 ? (numerator << shift) / denominator : numerator / (denominator << -shift);
        return Math.ScaleB((double)quotient, exponent - shift);
    }
}
