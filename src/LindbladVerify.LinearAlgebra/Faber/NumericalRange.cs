namespace LindbladVerify.LinearAlgebra.Faber;

/// <summary>A box around the numerical range { x† A x : |x| = 1 } of a real matrix; it contains the spectrum.</summary>
/// <param name="RealLow">Smallest eigenvalue of (A + Aᵀ)/2, or below.</param>
/// <param name="RealHigh">Largest eigenvalue of (A + Aᵀ)/2, or above.</param>
/// <param name="Imaginary">Norm of (A - Aᵀ)/2, or above.</param>
public readonly record struct NumericalRange(double RealLow, double RealHigh, double Imaginary)
{
    /// <summary>Half the width plus half the height: what sets the number of products that exp(A t) takes.</summary>
    public double Radius => ((RealHigh - RealLow) / 2) + Imaginary;

    /// <summary>A bound on the modulus of every number in the range: unlike <see cref="Radius"/> it counts from 0.</summary>
    public double Largest => Math.Max(Math.Abs(RealLow), Math.Abs(RealHigh)) + Imaginary;

    /// <summary>The same box widened on all sides by a factor of its half axes.</summary>
    public NumericalRange Widen(double factor)
    {
        double centre = (RealLow + RealHigh) / 2;
        double half = factor * (RealHigh - RealLow) / 2;
        return new NumericalRange(centre - half, centre + half, factor * Imaginary);
    }

    /// <summary>The box from a few Lanczos steps on the symmetric and on the skew part, within the operator's own bound.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="steps">Lanczos steps; each costs a product with A and one with Aᵀ, for each part.</param>
    /// <remarks>
    /// Lanczos values lie inside the true interval; by the last off-diagonal entry (the residual) they are moved outwards.
    /// The start vector is fixed, so the result is reproducible. Whoever uses the box checks it by the growth it sees.
    /// </remarks>
    public static NumericalRange Estimate(ILinearOperator a, int steps = 12)
    {
        NumericalRange bound = a.RangeBound();
        if (bound.Radius == 0)
        {
            return bound;
        }

        steps = Math.Min(steps, a.Dimension);

        (double low, double high) = Lanczos(a, steps, symmetric: true, out double residual);
        double real = 0.02 * (high - low);
        (_, double skew) = Lanczos(a, steps, symmetric: false, out double skewResidual);
        return new NumericalRange(
            Math.Max(bound.RealLow, low - real - (residual / 4)),
            Math.Min(bound.RealHigh, high + real + (residual / 4)),
            Math.Min(bound.Imaginary, (1.02 * skew) + (skewResidual / 8)));
    }

    private static (double Low, double High) Lanczos(ILinearOperator a, int steps, bool symmetric, out double residual)
    {
        int n = a.Dimension;
        double[] previous = new double[n];
        double[] current = a.SampleVector();
        double[] image = new double[n];
        double[] transposed = new double[n];
        var diagonal = new List<double>();
        var offDiagonal = new List<double>();
        double beta = 0;
        for (int k = 0; k < steps; k++)
        {
            a.Apply(current, image);
            a.ApplyTransposed(current, transposed);
            double sign = symmetric ? 0.5 : -0.5;
            double alpha = 0;
            for (int i = 0; i < n; i++)
            {
                image[i] = (0.5 * image[i]) + (sign * transposed[i]);
                alpha += image[i] * current[i];
            }

            // For the skew part K, -iK is Hermitian with the same off-diagonal moduli and a zero diagonal.
            diagonal.Add(symmetric ? alpha : 0);
            double norm = 0;
            for (int i = 0; i < n; i++)
            {
                double next = symmetric
                    ? image[i] - (alpha * current[i]) - (beta * previous[i])
                    : image[i] + (beta * previous[i]);
                previous[i] = current[i];
                current[i] = next;
                norm += next * next;
            }

            beta = Math.Sqrt(norm);
            if (beta <= 1e-12 * (Math.Abs(alpha) + (offDiagonal.Count > 0 ? offDiagonal.Max() : 0)) || beta == 0)
            {
                beta = 0;
                break;
            }

            offDiagonal.Add(beta);
            for (int i = 0; i < n; i++)
            {
                current[i] /= beta;
            }
        }

        residual = beta;
        return Tridiagonal.Extremes([.. diagonal], [.. offDiagonal.Take(diagonal.Count - 1)]);
    }
}

/// <summary>Symmetric tridiagonal matrices.</summary>
internal static class Tridiagonal
{
    /// <summary>The smallest and the largest eigenvalue, by bisection on the number of negative pivots.</summary>
    public static (double Low, double High) Extremes(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        int n = diagonal.Length;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < n; i++)
        {
            double radius = (i > 0 ? Math.Abs(offDiagonal[i - 1]) : 0) + (i + 1 < n ? Math.Abs(offDiagonal[i]) : 0);
            low = Math.Min(low, diagonal[i] - radius);
            high = Math.Max(high, diagonal[i] + radius);
        }

        return (Bisect(diagonal, offDiagonal, low, high, 1), Bisect(diagonal, offDiagonal, low, high, n));
    }

    /// <summary>The k-th smallest eigenvalue within [low, high].</summary>
    private static double Bisect(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, double low, double high, int k)
    {
        for (int iteration = 0; iteration < 60; iteration++)
        {
            double middle = (low + high) / 2;
            if (CountBelow(diagonal, offDiagonal, middle) >= k)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return (low + high) / 2;
    }

    private static int CountBelow(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, double x)
    {
        int count = 0;
        double pivot = 1;
        for (int i = 0; i < diagonal.Length; i++)
        {
            double square = i > 0 ? offDiagonal[i - 1] * offDiagonal[i - 1] : 0;
            pivot = diagonal[i] - x - (square == 0 ? 0 : square / (pivot == 0 ? double.Epsilon : pivot));
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }
}
