using LindbladVerify.LinearAlgebra.Kernels;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace LindbladVerify.Rates.General;

/// <summary>
/// The stationary states and conserved quantities of a relaxing system: right null vectors N and left null vectors M of its generator,
/// scaled so that MᵀN = 1; M is refined to doubled precision.
/// </summary>
internal sealed class ConservedQuantities
{
    private const int NewtonSteps = 2;
    private const int Refinements = 3;
    private readonly int n;
    private readonly double[] matrix;
    private readonly Matrix<double> stationary;
    private readonly Matrix<double> left;

    private ConservedQuantities(int n, double[] matrix, Matrix<double> stationary, Matrix<double> left)
    {
        this.n = n;
        this.matrix = matrix;
        this.stationary = stationary;
        this.left = left;
    }

    /// <summary>N, one vector per conserved quantity.</summary>
    public double[][] Stationary => stationary.ToColumnArrays();

    /// <summary>Found by singular values below n · ε of the largest, then rid of slow modes by Newton's steps; cost O(n³).</summary>
    /// <returns>Null where nothing is conserved.</returns>
    public static ConservedQuantities? Of(int n, double[] matrix, IDenseKernels kernels)
    {
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> svd = new DenseMatrix(n, n, [.. matrix]).Svd();
        double threshold = n * 2.220446049250313e-16 * svd.S[0];
        int nullity = svd.S.Count(s => s <= threshold);
        if (nullity == 0)
        {
            return null;
        }

        Matrix<double> right = svd.VT.SubMatrix(n - nullity, nullity, 0, n).Transpose();
        Matrix<double> left = svd.U.SubMatrix(0, n, n - nullity, nullity);
        ConservedQuantities found = Projected(n, matrix, right, left);
        if (nullity == n)
        {
            return found;
        }

        // A null vector from the decomposition contains the slowest mode with ε times the ratio of the fastest rate to the slowest.
        double slowest = svd.S[n - nullity - 1];
        double[] transposed = RefinedSolve.Transpose(n, matrix);
        for (int step = 0; step < NewtonSteps; step++)
        {
            double[] deflated = found.Deflate(slowest);
            right = Corrected(n, right, matrix, deflated, kernels);
            left = Corrected(n, left, transposed, RefinedSolve.Transpose(n, deflated), kernels);
            found = Projected(n, matrix, right, left);
        }

        return found;
    }

    /// <summary>A - scale · N Mᵀ: the generator with its null space moved to -scale, so that it can be solved with.</summary>
    public double[] Deflate(double scale) =>
        [.. matrix.Zip((stationary * left.Transpose()).ToColumnMajorArray(), (a, d) => a - (scale * d))];

    /// <summary>M in doubled precision, and a bound on what Aᵀ still makes of each vector.</summary>
    /// <param name="transposed">Factors of the transposed deflated generator.</param>
    public (DoubledVector Vector, double[] Residual)[] Refined(RefinedSolve transposed)
    {
        double[] adjoint = RefinedSolve.Transpose(n, matrix);
        var zero = DoubledVector.Of(new double[n]);
        return
        [
            .. left.ToColumnArrays().Select(v =>
            {
                var vector = DoubledVector.Of(v);
                for (int step = 0; step < Refinements; step++)
                {
                    (double[] residual, _) = RefinedSolve.Residual(n, adjoint, vector, zero);
                    vector = vector.Plus(transposed.Once(residual));
                }

                (double[] rest, double[] bound) = RefinedSolve.Residual(n, adjoint, vector, zero);
                return (vector, rest.Zip(bound, (r, b) => Math.Abs(r) + b).ToArray());
            }),
        ];
    }

    /// <summary>N - (A - scale · N Mᵀ)⁻¹ A N: what A still makes of N is taken out of it.</summary>
    private static Matrix<double> Corrected(int n, Matrix<double> vectors, double[] matrix, double[] deflated, IDenseKernels kernels)
    {
        if (RefinedSolve.TryFactor(n, deflated, kernels) is not { } solver)
        {
            return vectors;
        }

        var zero = DoubledVector.Of(new double[n]);
        IEnumerable<double[]> columns = vectors.ToColumnArrays().Select(v => v.Zip(solver.Once(RefinedSolve.Residual(n, matrix, DoubledVector.Of(v), zero).Value), (x, y) => x + y).ToArray());
        return DenseMatrix.OfColumnArrays(columns);
    }

    private static ConservedQuantities Projected(int n, double[] matrix, Matrix<double> right, Matrix<double> left) =>
        new(n, matrix, right * (left.Transpose() * right).Inverse(), left);
}
