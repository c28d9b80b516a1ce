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
    /// <remarks>With a conserved quantity A - g l lᵀ is solved instead: multiplied by lᵀ it says lᵀ∫v = 0, so that the added term is zero on the solution.</remarks>
    /// <exception cref="SingularMatrixException">Something else is conserved.</exception>
    public static double[] Of(SparseMatrix<double> generator, double[] initial, IDenseKernels kernels, double[]? conserved = null)
    {
        int n = initial.Length;
        double[] dense = generator.ToDense();
        if (conserved is not null)
        {
            double strength = generator.NormOne();
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    dense[i + (j * n)] -= strength * conserved[i] * conserved[j];
                }
            }
        }

        double[] integral = Array.ConvertAll(initial, v => -v);
        kernels.Solve(n, dense, 1, integral);
        return integral;
    }

    /// <summary>o(0)/∫o(t)dt of the first observable, 1/s, with its relative uncertainty.</summary>
    public static ReferenceValue Rate(BlochSystem system, IDenseKernels kernels, double[]? conserved = null)
    {
        double area = system.Expectation(0, Of(system.Generator, system.Initial, kernels, conserved));
        return new ReferenceValue(system.Expectation(0, system.Initial) / area, RoundingPerEquation * system.Dimension);
    }
}
