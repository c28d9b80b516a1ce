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
    private readonly Matrix<double> stationary;
    private readonly Matrix<double> conserved;

    private ConservedQuantities(Matrix<double> stationary, Matrix<double> conserved)
    {
        this.stationary = stationary;
        this.conserved = conserved;
    }

    /// <summary>Found by singular values below n · ε of the largest; cost O(n³).</summary>
    /// <returns>Null where nothing is conserved.</returns>
    public static ConservedQuantities? Of(SparseMatrix<double> generator)
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
        return new ConservedQuantities(right * (left.Transpose() * right).Inverse(), left);
    }

    /// <summary>N Mᵀ v: what is left of v at late times.</summary>
    public double[] LateTime(double[] state) => [.. stationary * (conserved.Transpose() * DenseVector.OfArray(state))];

    /// <summary>A - scale · N Mᵀ, column-major: the generator with its null space moved to -scale, so that it can be solved with.</summary>
    public double[] Deflate(SparseMatrix<double> generator, double scale) =>
        (new DenseMatrix(generator.Rows, generator.Columns, generator.ToDense()) - (scale * (stationary * conserved.Transpose()))).ToColumnMajorArray();
}
