using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Newton's iteration for all zeros of a polynomial at once, each repelled by the others.</summary>
/// <remarks>Aberth, doi:10.1090/S0025-5718-1973-0329236-7; starting points: Bini, doi:10.1007/BF02207694.</remarks>
internal static class AberthIteration
{
    private const int MostSteps = 400;

    /// <summary>Points on circles whose radii are the slopes of the Newton polygon of the coefficients.</summary>
    public static BigComplex[] Starts(BigFloat[] coefficients)
    {
        int degree = coefficients.Length - 1;
        double[] heights = Array.ConvertAll(coefficients, c => c.LogModulus());
        var hull = new List<int>();
        for (int k = 0; k <= degree; k++)
        {
            while (!double.IsNegativeInfinity(heights[k]) && hull.Count >= 2
                && (heights[hull[^1]] - heights[hull[^2]]) * (k - hull[^1]) <= (heights[k] - heights[hull[^1]]) * (hull[^1] - hull[^2]))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            if (!double.IsNegativeInfinity(heights[k]))
            {
                hull.Add(k);
            }
        }

        var starts = new List<BigComplex>();
        for (int h = 1; h < hull.Count; h++)
        {
            int count = hull[h] - hull[h - 1];
            double logRadius = (heights[hull[h - 1]] - heights[hull[h]]) / count / Math.Log(2);
            long power = (long)Math.Floor(logRadius);
            double radius = Math.Pow(2, logRadius - power);
            for (int k = 0; k < count; k++)
            {
                double angle = (2 * Math.PI * k / count) + (0.7 * h) + 0.3;
                starts.Add(new BigComplex(BigFloat.Of(radius * Math.Cos(angle)).Scale(power), BigFloat.Of(radius * Math.Sin(angle)).Scale(power)));
            }
        }

        return [.. starts];
    }

    /// <summary>Improves approximations that are not done to the rounding of a precision.</summary>
    /// <param name="coefficients">Ascending.</param>
    /// <param name="z">Approximations.</param>
    /// <param name="p">Bits.</param>
    /// <param name="done">Which of them have settled.</param>
    public static void Run(BigFloat[] coefficients, BigComplex[] z, int p, bool[] done)
    {
        BigFloat[] a = Array.ConvertAll(coefficients, c => c.To(p));
        double[] heights = Array.ConvertAll(coefficients, c => c.IsZero ? double.NegativeInfinity : c.Magnitude);
        BigComplex one = new(BigFloat.One.To(p), BigFloat.Zero);
        for (int k = 0; k < z.Length; k++)
        {
            z[k] = z[k].To(p);
        }

        for (int step = 0; step < MostSteps && Array.Exists(done, d => !d); step++)
        {
            for (int k = 0; k < z.Length; k++)
            {
                if (done[k])
                {
                    continue;
                }

                (BigComplex value, BigComplex slope) = Horner(a, z[k]);
                if (value.IsZero || value.Magnitude < Noise(heights, z[k]) - p)
                {
                    done[k] = true;
                    continue;
                }

                // Newton's correction w = p/p', repelled by the other approximations: w/(1 - w Σ 1/(z_k - z_j)).
                BigComplex repulsion = BigComplex.Zero;
                for (int j = 0; j < z.Length; j++)
                {
                    BigComplex gap = z[k] - z[j];
                    if (j != k && !gap.IsZero)
                    {
                        repulsion += one / gap;
                    }
                }

                BigComplex divisor = slope - (value * repulsion);
                if (divisor.IsZero)
                {
                    continue;
                }

                BigComplex change = value / divisor;
                z[k] = (z[k] - change).To(p);
                done[k] = change.Magnitude < z[k].Magnitude - p + 6;
            }
        }
    }

    /// <summary>log2 of the largest term of p(z) times twice the number of terms: what Horner's rule rounds, in units of the precision.</summary>
    private static double Noise(double[] heights, BigComplex z)
    {
        double size = z.Magnitude;
        double largest = double.NegativeInfinity;
        for (int k = 0; k < heights.Length; k++)
        {
            largest = Math.Max(largest, heights[k] + (k * size));
        }

        return largest + Math.Log2(heights.Length) + 2;
    }

    private static (BigComplex Value, BigComplex Slope) Horner(BigFloat[] a, BigComplex z)
    {
        BigComplex value = a[^1];
        BigComplex slope = BigComplex.Zero;
        for (int k = a.Length - 2; k >= 0; k--)
        {
            slope = (slope * z) + value;
            value = (value * z) + a[k];
        }

        return (value, slope);
    }
}
