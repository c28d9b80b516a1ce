using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LindbladVerify.Rates.General;

/// <summary>
/// The stationary states and conserved quantities of a relaxing system: right null vectors N and left null vectors M of its generator,
/// scaled so that MᵀN = 1. The part of a state that never decays is N Mᵀ v.
/// </summary>
internal sealed class ConservedQuantities
{
    private const int NewtonSteps = 2;
    private readonly Matrix<double> stationary;
    private readonly Matrix<double> conserved;

    private ConservedQuantities(Matrix<double> stationary, Matrix<double> conserved)
    {
        this.stationary = stationary;
        this.conserved = conserved;
    }

    /// <summary>Found by singular values below n · ε of the largest, then rid of slow modes by Newton's steps; cost O(n³).</summary>
    /// <returns>Null where nothing is conserved.</returns>
    public static ConservedQuantities? Of(SparseMatrix<double> generator, IDenseKernels kernels)
    {
        int n = generator.Rows;
        var matrix = new DenseMatrix(n, n, generator.ToDense());
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> svd = matrix.Svd();
        double threshold = n * 2.220446049250313e-16 * svd.S[0];
        int nullity = svd.S.Count(s => s <= threshold);
        if (nullity == 0)
        {
            return null;
        }

        Matrix<double> right = svd.VT.SubMatrix(n - nullity, nullity, 0, n).Transpose();
        Matrix<double> left = svd.U.SubMatrix(0, n, n - nullity, nullity);
        if (nullity < n)
        {
            // A null vector from the decomposition contains the slowest mode with ε times the ratio of the fastest rate to the slowest.
            double slowest = svd.S[n - nullity - 1];
            for (int step = 0; step < NewtonSteps; step++)
            {
                SparseMatrix<double> deflated = Projected(right, left).Deflate(generator, slowest);
                right = Corrected(right, generator, deflated, kernels);
                left = Corrected(left, generator.Transpose(), deflated.Transpose(), kernels);
            }
        }

        return Projected(right, left);
    }

    /// <summary>N Mᵀ v: what is left of v at late times.</summary>
    public double[] LateTime(double[] state) => [.. stationary * (conserved.Transpose() * DenseVector.OfArray(state))];

    /// <summary>A - scale · N Mᵀ: the generator with its null space moved to -scale, so that it can be solved with.</summary>
    public SparseMatrix<double> Deflate(SparseMatrix<double> generator, double scale) =>
        generator - SparseMatrix<double>.FromDense(generator.Rows, generator.Columns, (scale * (stationary * conserved.Transpose())).ToColumnMajorArray());

    /// <summary>N - (A - scale · N Mᵀ)⁻¹ A N: what A still makes of N is taken out of it.</summary>
    private static Matrix<double> Corrected(Matrix<double> vectors, SparseMatrix<double> generator, SparseMatrix<double> deflated, IDenseKernels kernels)
    {
        if (RefinedSolve.TryFactor(deflated, kernels) is not { } solver)
        {
            return vectors;
        }

        IEnumerable<double[]> columns = vectors.ToColumnArrays().Select(v => v.Zip(solver.Solve(generator.Multiply(v)).Solution, (x, y) => x - y).ToArray());
        return DenseMatrix.OfColumnArrays(columns);
    }

    private static ConservedQuantities Projected(Matrix<double> right, Matrix<double> left) =>
        new(right * (left.Transpose() * right).Inverse(), left);
}
