using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// Integrals over all times of a system that relaxes to zero from its initial state: A⁻¹ by one elimination. No mode is ever taken for conserved because it
/// is slow: the generators here carry their zeros exactly, so that a rate keeps its relative accuracy twenty decades below the fastest.
/// </summary>
internal static class TimeIntegral
{
    /// <summary>Relative rounding of an integral for each coupled equation, at least.</summary>
    public const double RoundingPerEquation = 3.6e-15;

    /// <summary>Relative rounding error, 8 u, that an entry of A has gathered when it arrives here, with that of the elimination.</summary>
    public const double EntryRounding = 8 * 1.1102230246251565e-16;

    /// <summary>o(0)/∫o(t)dt of the first observable, 1/s, with its relative uncertainty.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="kernels">Dense real kernels; cost O(n³).</param>
    /// <param name="conserved">A vector l [n] with lᵀA = 0 and lᵀv(0) = 0; null where nothing is conserved.</param>
    /// <remarks>
    /// The uncertainty bounds what relative changes of the entries of A can do, with the adjoint solution: |δ(rᵀx)| ≤ c u |y|ᵀ(|A||x| + |v(0)|), Aᵀy = r
    /// (Skeel, J. ACM 26, 494 (1979)).
    /// </remarks>
    /// <exception cref="SingularMatrixException">Something else is conserved.</exception>
    public static ReferenceValue Rate(BlochSystem system, IDenseKernels kernels, double[]? conserved = null)
    {
        int n = system.Dimension;
        (double[] matrix, double[] start, double[] row) = conserved is null
            ? (system.Generator.ToDense(), system.Initial, system.Observables[0])
            : Without(conserved, system);
        int m = start.Length;
        double[] integral = Array.ConvertAll(start, v => -v);
        kernels.Solve(m, [.. matrix], 1, integral);
        double[] adjoint = [.. row];
        kernels.Solve(m, Transposed(m, matrix), 1, adjoint);

        double area = 0;
        double change = 0;
        for (int i = 0; i < m; i++)
        {
            double size = Math.Abs(start[i]);
            for (int j = 0; j < m; j++)
            {
                size += Math.Abs(matrix[i + (j * m)] * integral[j]);
            }

            area += row[i] * integral[i];
            change += (Math.Abs(adjoint[i]) * size) + Math.Abs(row[i] * integral[i]);
        }

        return new ReferenceValue(system.Expectation(0, system.Initial) / area, Math.Max(RoundingPerEquation * n, EntryRounding * change / Math.Abs(area)));
    }

    /// <summary>
    /// The system without one component: lᵀv = 0 gives it by the others, and one equation follows from the others. Where l weighs its components
    /// equally this rounds nothing.
    /// </summary>
    private static (double[] Matrix, double[] Start, double[] Row) Without(double[] conserved, BlochSystem system)
    {
        int n = system.Dimension;
        double[] dense = system.Generator.ToDense();
        double[] row = system.Observables[0];
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

        return (reduced, Array.ConvertAll(kept, i => system.Initial[i]), [.. kept.Zip(shares, (i, share) => row[i] - (share * row[left]))]);
    }

    /// <summary>Aᵀ of a matrix [n, n].</summary>
    public static double[] Transposed(int n, double[] matrix)
    {
        double[] transposed = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                transposed[j + (i * n)] = matrix[i + (j * n)];
            }
        }

        return transposed;
    }
}
