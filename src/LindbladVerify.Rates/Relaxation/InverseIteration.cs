using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// The modes next to zero of a relaxing system, by inverse subspace iteration from its initial state: the largest eigenvalues of the integral
/// A⁻¹. A mode far slower than the rest keeps nearly full relative accuracy, where an eigenvalue solver knows it only to rounding of the fastest
/// rate. <see cref="InvariantSubspace"/> starts alike from a shifted matrix, but knows an eigenvalue to 30 digits of the norm, not of itself.
/// </summary>
internal static class InverseIteration
{
    private const int LongestIteration = 400;

    /// <summary>A relative change below this that falls no further is rounding.</summary>
    private const double Settled = 1e-9;
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>An eigenvalue, 1/s, and the relative change in the last step; NaN where the iteration does not settle.</summary>
    /// <param name="system">The equations, without conserved quantities.</param>
    /// <param name="scale">The norm of their generator, 1/s.</param>
    /// <param name="partner">A second starting vector [n]; null for one.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static (Complex Eigenvalue, double Change) Run(BlochSystem system, double scale, double[]? partner, IDenseKernels kernels)
    {
        int n = system.Dimension;
        int m = partner is null ? 1 : 2;
        double[] factors = Array.ConvertAll(system.Generator.ToDense(), v => v / scale);
        int[] pivots = new int[n];
        double[] basis = [.. system.Initial, .. partner ?? []];
        if (scale == 0 || kernels.Factor(n, factors, pivots) >= 0 || !OrthonormalBasis.Make(n, m, basis))
        {
            return (Complex.NaN, double.NaN);
        }

        Complex previous = Complex.Infinity;
        double change = double.PositiveInfinity;
        for (int step = 0; step < LongestIteration; step++)
        {
            double[] images = [.. basis];
            kernels.SolveFactored(n, factors, pivots, m, images);
            Complex current = 1 / Largest(n, m, basis, images);
            double before = change;
            change = Complex.Abs(current - previous) / Complex.Abs(current);
            if (change <= 4 * Rounding || (change >= before && change < Settled))
            {
                return (scale * current, Math.Max(change, before < Settled ? before : 0));
            }

            previous = current;
            basis = images;
            if (!OrthonormalBasis.Make(n, m, basis))
            {
                break;
            }
        }

        return (Complex.NaN, double.NaN);
    }

    /// <summary>The eigenvalue of VᵀA⁻¹V of largest modulus; of a pair of equal modulus the one with positive imaginary part.</summary>
    private static Complex Largest(int n, int m, double[] basis, double[] images)
    {
        double a = Dot(basis.AsSpan(0, n), images.AsSpan(0, n));
        if (m == 1)
        {
            return a;
        }

        double b = Dot(basis.AsSpan(0, n), images.AsSpan(n, n));
        double c = Dot(basis.AsSpan(n, n), images.AsSpan(0, n));
        double d = Dot(basis.AsSpan(n, n), images.AsSpan(n, n));
        double half = (a - d) / 2;
        Complex root = Complex.Sqrt((half * half) + (b * c));
        Complex mean = (a + d) / 2;
        return Complex.Abs(mean + root) >= Complex.Abs(mean - root) ? mean + root : mean - root;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
