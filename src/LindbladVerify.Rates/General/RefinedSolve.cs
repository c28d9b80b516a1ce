using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Rates.General;

/// <summary>
/// Solves A x = b with iterative refinement, which makes the componentwise backward error of order rounding however far apart the
/// entries of A are: a slow rate beside fast ones keeps its digits. Skeel (1980), doi:10.1090/S0025-5718-1980-0572859-4.
/// </summary>
internal sealed class RefinedSolve
{
    private const int Steps = 2;
    private readonly SparseMatrix<double> matrix;
    private readonly IDenseKernels kernels;
    private readonly double[] factors;
    private readonly int[] pivots;

    private RefinedSolve(SparseMatrix<double> matrix, IDenseKernels kernels, double[] factors, int[] pivots)
    {
        this.matrix = matrix;
        this.kernels = kernels;
        this.factors = factors;
        this.pivots = pivots;
    }

    /// <summary>Factors A [n, n] once; null if a pivot is exactly zero.</summary>
    public static RefinedSolve? TryFactor(SparseMatrix<double> matrix, IDenseKernels kernels)
    {
        double[] factors = matrix.ToDense();
        int[] pivots = new int[matrix.Rows];
        return matrix.Rows > 0 && kernels.Factor(matrix.Rows, factors, pivots) >= 0
            ? null
            : new RefinedSolve(matrix, kernels, factors, pivots);
    }

    /// <summary>The solution [n], and the last correction [n] that refinement made to it: a measure of what is still uncertain.</summary>
    public (double[] Solution, double[] Correction) Solve(double[] right)
    {
        int n = right.Length;
        double[] solution = [.. right];
        double[] correction = new double[n];
        if (n == 0 || !Array.Exists(right, v => v != 0))
        {
            return (solution, correction);
        }

        kernels.SolveFactored(n, factors, pivots, 1, solution);
        for (int step = 0; step < Steps; step++)
        {
            double[] image = matrix.Multiply(solution);
            for (int i = 0; i < n; i++)
            {
                correction[i] = right[i] - image[i];
            }

            kernels.SolveFactored(n, factors, pivots, 1, correction);
            for (int i = 0; i < n; i++)
            {
                solution[i] += correction[i];
            }
        }

        return (solution, correction);
    }
}
