using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// Integrals over all times of a system that relaxes to zero from its initial state: A⁻¹ by one elimination. No mode is ever taken for conserved because it
/// is slow: the generators here carry their zeros exactly, so that a rate keeps its relative accuracy twenty decades below the fastest.
/// </summary>
internal static class TimeIntegral
{
    /// <summary>Relative rounding of an integral for each coupled equation.</summary>
    public const double RoundingPerEquation = 3.6e-15;

    /// <summary>∫v(t)dt = -A⁻¹ v(0), [n], s.</summary>
    /// <param name="generator">A, [n, n], 1/s.</param>
    /// <param name="initial">v(0), [n].</param>
    /// <param name="kernels">Dense real kernels; cost O(n³).</param>
    /// <param name="conserved">A vector l [n] with lᵀA = 0 and lᵀv(0) = 0; null where nothing is conserved.</param>
    /// <remarks>
    /// With a conserved quantity lᵀ∫v = 0 gives one component of the integral by the others, and one equation follows from the others: both are
    /// taken out. Where l weighs its components equally this rounds nothing.
    /// </remarks>
    /// <exception cref="SingularMatrixException">Something else is conserved.</exception>
    public static double[] Of(SparseMatrix<double> generator, double[] initial, IDenseKernels kernels, double[]? conserved = null)
    {
        int n = initial.Length;
        double[] dense = generator.ToDense();
        double[] integral = Array.ConvertAll(initial, v => -v);
        if (conserved is null)
        {
            kernels.Solve(n, dense, 1, integral);
            return integral;
        }

        int left = Enumerable.Range(0, n).MaxBy(i => Math.Abs(conserved[i]));
        int[] kept = [.. Enumerable.Range(0, n).Where(i => i != left)];
        double[] shares = Array.ConvertAll(kept, j => conserved[j] / conserved[left]);
        double[] reduced = new double[kept.Length * kept.Length];
        for (int j = 0; j < kept.Length; j++)
        {
            for (int i = 0; i < kept.Length; i++)
            {
                reduced[i + (j * kept.Length)] = dense[kept[i] + (kept[j] * n)] - (shares[j] * dense[kept[i] + (left * n)]);
            }
        }

        double[] solution = Array.ConvertAll(kept, i => integral[i]);
        kernels.Solve(kept.Length, reduced, 1, solution);
        integral[left] = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            integral[kept[i]] = solution[i];
            integral[left] -= shares[i] * solution[i];
        }

        return integral;
    }

    /// <summary>o(0)/∫o(t)dt of the first observable, 1/s, with its relative uncertainty.</summary>
    public static ReferenceValue Rate(BlochSystem system, IDenseKernels kernels, double[]? conserved = null)
    {
        double area = system.Expectation(0, Of(system.Generator, system.Initial, kernels, conserved));
        return new ReferenceValue(system.Expectation(0, system.Initial) / area, RoundingPerEquation * system.Dimension);
    }
}
