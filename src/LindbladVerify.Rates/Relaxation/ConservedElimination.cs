using LindbladVerify.LinearAlgebra.Kernels;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// Chooses the coordinates by which conserved quantities m (mᵀA = 0) of dv/dt = A v + b are eliminated: v_k = mᵀv(0)/m_k - Σ m_j v_j/m_k.
/// Unlike a projection, elimination keeps the entries of A as they are, and with them rates that are slower than the fastest by more than the working precision.
/// </summary>
internal static class ConservedElimination
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int Sweeps = 4;

    /// <summary>From so many equations on, singular values take longer than to see that none of them is small.</summary>
    private const int FewForSvd = 24;

    /// <summary>One coordinate for each conserved quantity, such that the equations for the others have no conserved quantity left; empty where nothing is conserved.</summary>
    /// <param name="n">Number of equations.</param>
    /// <param name="matrix">A, [n, n], column-major.</param>
    public static int[] Coordinates(int n, double[] matrix)
    {
        (DenseMatrix scaled, double[] rowScale) = Equilibrate(n, matrix);
        if (n == 0 || (n >= FewForSvd && IsSurelyRegular(n, scaled.Values)))
        {
            return [];
        }

        var svd = scaled.Svd();
        int nullity = svd.S.Count(s => s <= 16 * n * Epsilon * svd.S[0]);
        double[,] m = new double[nullity, n];
        for (int q = 0; q < nullity; q++)
        {
            for (int i = 0; i < n; i++)
            {
                m[q, i] = svd.U[i, n - nullity + q] * rowScale[i];
            }
        }

        return Pivots(m);
    }

    /// <summary>Whether no singular value is as small as that of a conserved quantity: 1/‖A⁻¹‖ is below all of them, ‖A‖ above, in the Frobenius norm. A tenth of the work of finding them.</summary>
    private static bool IsSurelyRegular(int n, double[] scaled)
    {
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            inverse[k + (k * n)] = 1;
        }

        try
        {
            DenseKernels.Managed.Solve(n, [.. scaled], n, inverse);
        }
        catch (SingularMatrixException)
        {
            return false;
        }

        // The computed inverse may be off by n ε of itself times the condition number, which is a fourth at most where this holds.
        double Size(double[] a) => DenseKernels.Managed.Norm(MatrixNorm.Frobenius, n, n, a, n);
        return 64 * n * Epsilon * Size(scaled) * Size(inverse) < 1;
    }

    /// <summary>R A C with rows and columns of largest entry near 1 (Ruiz), and the diagonal of R.</summary>
    private static (DenseMatrix Scaled, double[] RowScale) Equilibrate(int n, double[] matrix)
    {
        double[] rows = [.. Enumerable.Repeat(1.0, n)];
        double[] columns = [.. Enumerable.Repeat(1.0, n)];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double[] rowMax = new double[n];
            double[] columnMax = new double[n];
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    double value = Math.Abs(matrix[i + (j * n)]) * rows[i] * columns[j];
                    rowMax[i] = Math.Max(rowMax[i], value);
                    columnMax[j] = Math.Max(columnMax[j], value);
                }
            }

            for (int i = 0; i < n; i++)
            {
                rows[i] /= rowMax[i] == 0 ? 1 : Math.Sqrt(rowMax[i]);
                columns[i] /= columnMax[i] == 0 ? 1 : Math.Sqrt(columnMax[i]);
            }
        }

        return (DenseMatrix.Create(n, n, (i, j) => matrix[i + (j * n)] * rows[i] * columns[j]), rows);
    }

    /// <summary>The pivot columns of Gauss–Jordan elimination with row-wise largest pivots. The null vectors mix with slow modes, so they say which coordinates to take, not with which coefficients.</summary>
    private static int[] Pivots(double[,] m)
    {
        (int count, int n) = (m.GetLength(0), m.GetLength(1));
        int[] pivots = new int[count];
        for (int q = 0; q < count; q++)
        {
            int pivot = Enumerable.Range(0, n).Except(pivots.Take(q)).MaxBy(i => Math.Abs(m[q, i]));
            pivots[q] = pivot;
            double by = m[q, pivot];
            for (int i = 0; i < n; i++)
            {
                m[q, i] /= by;
            }

            for (int other = 0; other < count; other++)
            {
                double factor = m[other, pivot];
                for (int i = 0; i < n && other != q; i++)
                {
                    m[other, i] -= factor * m[q, i];
                }
            }
        }

        return pivots;
    }
}
