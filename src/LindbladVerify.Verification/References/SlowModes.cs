using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The modes next to zero of a relaxing system, by inverse subspace iteration from an observable's initial state: the largest eigenvalues
/// of the integral A⁻¹. A mode far slower than the rest keeps nearly full relative accuracy, where an eigenvalue solver knows it only to
/// rounding of the fastest rate.
/// </summary>
internal static class SlowModes
{
    private const int LongestIteration = 400;

    /// <summary>A relative change below this that falls no further is rounding.</summary>
    private const double Settled = 1e-9;
    private const double Rounding = 2.220446049250313e-16;

    /// <summary>The real mode nearest to zero: its decay rate, 1/s, and the relative change in the last step; NaN where the iteration does not settle.</summary>
    /// <param name="system">The Bloch equations, without conserved quantities.</param>
    /// <param name="kernels">Dense kernels; cost O(n³).</param>
    public static (double Decay, double Change) Real(BlochSystem system, IDenseKernels kernels)
    {
        (Complex value, double change) = Find(system, [system.Initial], kernels);
        return (-value.Real, change);
    }

    /// <summary>The complex pair, or the two real modes, nearest to zero: the eigenvalue of smaller decay rate and the relative change in the last step.</summary>
    /// <param name="system">The Bloch equations, without conserved quantities.</param>
    /// <param name="partner">A second starting vector [n] that contains the other phase of the mode.</param>
    /// <param name="kernels">Dense kernels.</param>
    public static (Complex Eigenvalue, double Change) Pair(BlochSystem system, double[] partner, IDenseKernels kernels) =>
        Find(system, [system.Initial, partner], kernels);

    private static (Complex Eigenvalue, double Change) Find(BlochSystem system, double[][] start, IDenseKernels kernels)
    {
        int n = system.Dimension;
        double scale = system.Generator.NormOne();
        double[] factors = Array.ConvertAll(system.Generator.ToDense(), v => v / scale);
        int[] pivots = new int[n];
        if (kernels.Factor(n, factors, pivots) >= 0)
        {
            return (double.NaN, double.NaN);
        }

        double[][] basis = [.. start.Select(v => (double[])v.Clone())];
        Orthonormalize(basis);
        Complex previous = Complex.Infinity;
        double change = double.PositiveInfinity;
        for (int step = 0; step < LongestIteration; step++)
        {
            double[][] images = [.. basis.Select(v => (double[])v.Clone())];
            foreach (double[] image in images)
            {
                kernels.SolveFactored(n, factors, pivots, 1, image);
            }

            Complex current = 1 / Largest(basis, images);
            double before = change;
            change = Complex.Abs(current - previous) / Complex.Abs(current);
            if (change <= 4 * Rounding || (change >= before && change < Settled))
            {
                return (scale * current, Math.Max(change, before < Settled ? before : 0));
            }

            previous = current;
            basis = images;
            Orthonormalize(basis);
        }

        return (Complex.NaN, double.NaN);
    }

    /// <summary>The eigenvalue of VᵀA⁻¹V of largest modulus; of a pair of equal modulus the one with positive imaginary part.</summary>
    private static Complex Largest(double[][] basis, double[][] images)
    {
        double a = Dot(basis[0], images[0]);
        if (basis.Length == 1)
        {
            return a;
        }

        double b = Dot(basis[0], images[1]);
        double c = Dot(basis[1], images[0]);
        double d = Dot(basis[1], images[1]);
        double half = (a - d) / 2;
        Complex root = Complex.Sqrt((half * half) + (b * c));
        Complex mean = (a + d) / 2;
        return Complex.Abs(mean + root) >= Complex.Abs(mean - root) ? mean + root : mean - root;
    }

    private static void Orthonormalize(double[][] vectors)
    {
        for (int k = 0; k < vectors.Length; k++)
        {
            for (int j = 0; j < k; j++)
            {
                double overlap = Dot(vectors[j], vectors[k]);
                for (int i = 0; i < vectors[k].Length; i++)
                {
                    vectors[k][i] -= overlap * vectors[j][i];
                }
            }

            double norm = Math.Sqrt(Dot(vectors[k], vectors[k]));
            for (int i = 0; i < vectors[k].Length; i++)
            {
                vectors[k][i] /= norm;
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
