using System.Numerics;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>First approximations of the zeros of a polynomial in doubles, where its coefficients fit into their range.</summary>
internal static class DoubleRoots
{
    private const int MostSteps = 60;
    private const double LargestExponent = 900;

    /// <summary>Improves approximations; false where numbers leave the range of doubles or the iteration does not settle.</summary>
    /// <param name="coefficients">Ascending.</param>
    /// <param name="z">Approximations, which are replaced where it works.</param>
    public static bool Improve(BigFloat[] coefficients, BigComplex[] z)
    {
        int degree = coefficients.Length - 1;

        // x = s/2^shift makes first and last coefficient alike.
        double[] heights = Array.ConvertAll(coefficients, c => c.LogModulus() / Math.Log(2));
        long shift = (long)Math.Round((heights[0] - heights[degree]) / degree);
        double top = heights.Select((h, k) => h + ((double)k * shift)).Max();
        double bottom = heights.Select((h, k) => h + ((double)k * shift)).Where(double.IsFinite).Min();
        double spread = z.Max(v => Math.Abs((double)v.Magnitude - shift)) * degree;
        if (top - bottom > LargestExponent || spread > LargestExponent)
        {
            return false;
        }

        double[] a = new double[degree + 1];
        for (int k = 0; k <= degree; k++)
        {
            a[k] = (double)coefficients[k].Scale((k * shift) - (long)top);
        }

        Complex[] x = Array.ConvertAll(z, v => new Complex((double)v.Real.Scale(-shift), (double)v.Imaginary.Scale(-shift)));
        if (!Settle(a, x))
        {
            return false;
        }

        for (int k = 0; k < degree; k++)
        {
            z[k] = new BigComplex(BigFloat.Of(x[k].Real).Scale(shift), BigFloat.Of(x[k].Imaginary).Scale(shift));
        }

        return true;
    }

    private static bool Settle(double[] a, Complex[] x)
    {
        const double Epsilon = 2.2e-16;
        bool[] done = new bool[x.Length];
        for (int step = 0; step < MostSteps; step++)
        {
            for (int k = 0; k < x.Length; k++)
            {
                if (done[k])
                {
                    continue;
                }

                Complex value = a[^1];
                Complex slope = Complex.Zero;
                double noise = Math.Abs(a[^1]);
                double modulus = Complex.Abs(x[k]);
                for (int j = a.Length - 2; j >= 0; j--)
                {
                    slope = (slope * x[k]) + value;
                    value = (value * x[k]) + a[j];
                    noise = (noise * modulus) + Math.Abs(a[j]);
                }

                Complex repulsion = Complex.Zero;
                for (int j = 0; j < x.Length; j++)
                {
                    repulsion += j == k || x[j] == x[k] ? Complex.Zero : 1 / (x[k] - x[j]);
                }

                Complex change = value / (slope - (value * repulsion));
                if (!Complex.IsFinite(change))
                {
                    return false;
                }

                done[k] = Complex.Abs(value) <= 4 * a.Length * Epsilon * noise || Complex.Abs(change) <= 4 * Epsilon * modulus;
                x[k] -= change;
            }

            if (Array.TrueForAll(done, d => d))
            {
                return true;
            }
        }

        return false;
    }
}
