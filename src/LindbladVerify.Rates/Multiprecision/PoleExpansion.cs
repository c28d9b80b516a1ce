using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Expansions about a pole.</summary>
internal static class PoleExpansion
{
    /// <summary>The first Taylor coefficients of a polynomial at a point, by repeated Horner division.</summary>
    public static BigComplex[] Taylor(IReadOnlyList<BigFloat> ascending, BigComplex z, int count)
    {
        var work = new BigComplex[ascending.Count];
        for (int k = 0; k < work.Length; k++)
        {
            work[k] = ascending[k];
        }

        var taylor = new BigComplex[count];
        for (int order = 0; order < count && order < work.Length; order++)
        {
            for (int k = work.Length - 2; k >= order; k--)
            {
                work[k] += work[k + 1] * z;
            }

            taylor[order] = work[order];
        }

        return taylor;
    }

    /// <summary>Amplitudes c_k of c_k/(s - p)^k, k = 1 … m, of N/D at a pole of order m.</summary>
    public static BigComplex[] Amplitudes(IReadOnlyList<BigFloat> numerator, IReadOnlyList<BigFloat> denominator, BigComplex pole, int multiplicity)
    {
        BigComplex[] n = Taylor(numerator, pole, multiplicity);
        BigComplex[] d = Taylor(denominator, pole, 2 * multiplicity);
        var quotient = new BigComplex[multiplicity];
        for (int k = 0; k < multiplicity; k++)
        {
            BigComplex sum = n[k];
            for (int j = 1; j <= k; j++)
            {
                sum -= d[multiplicity + j] * quotient[k - j];
            }

            quotient[k] = sum / d[multiplicity];
        }

        // N/D = x^-m Σ quotient_k x^k: the amplitude of x^-(m-k) is quotient_k.
        return [.. quotient.Reverse()];
    }
}
