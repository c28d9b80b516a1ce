using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The exponential of a general square matrix, real or complex, by scaling and squaring.</summary>
/// <remarks>
/// Method: Taylor polynomials of degree up to 21 in at most 5 products, Bader, Blanes and Casas (2019), doi:10.3390/math7121174,
/// and Sastre, Ibanez and Defez (2019), doi:10.1016/j.amc.2018.08.017, with the choice of degree and scaling of Al-Mohy and
/// Higham (2009), doi:10.1137/09074721X. Against the diagonal Pade approximants of the latter it needs no linear solve, so that
/// all work is products of real matrices.
/// A complex matrix takes three real products for each of its own, and a real one stored as complex numbers one. So does a map of
/// density matrices that keeps them Hermitian, such as a Liouvillian with stacked rows or columns: in a basis of Hermitian
/// matrices it is real.
/// Accuracy: backward error of the polynomial below 2^-53 |A|; forward errors grow with the condition number of the
/// exponential, which is at least |A|, and with the squarings. Guarded by tests against 50-digit references.
/// Cost: 0 to 5 products and one per squaring, n^3 each; about 9 n^2 entries of memory.
/// Results have the same bits for any number of threads and whatever else runs.
/// </remarks>
public static class MatrixExponential
{
    /// <summary>exp(A) for real A.</summary>
    /// <param name="kernels">What multiplies the matrices.</param>
    /// <param name="n">Order of A, from 0.</param>
    /// <param name="a">[n, n] column-major; left as it is.</param>
    /// <param name="maximumThreads">Largest number of threads for orders from 512; 0 means one per processor. The result has the same bits for any number.</param>
    /// <exception cref="ArgumentException">The span is too short, or an entry is not finite.</exception>
    /// <exception cref="OverflowException">An entry of the exponential is too large for a double.</exception>
    public static MatrixExponentialResult<double> Compute(IDenseKernels kernels, int n, ReadOnlySpan<double> a, int maximumThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(MatrixExponential), nameof(a), n, a[..(n * n)]);
        if (n <= 1)
        {
            return Finished<double>(n == 0 ? [] : [Math.Exp(a[0])], Trivial(n == 0 ? 0 : Math.Abs(a[0])));
        }

        double norm = CheckedNorm(kernels.Norm(MatrixNorm.One, n, n, a, n));
        SplitMatrix split = SplitMatrix.Rent(n, real: true, imaginary: false);
        a[..(n * n)].CopyTo(split.Real);
        (SplitMatrix exponential, MatrixExponentialStatistics statistics) = new ScalingAndSquaring(new SplitProducts(kernels, n, maximumThreads), split, norm).Compute();
        return Finished(exponential.TakeReal(), statistics);
    }

    /// <summary>exp(A) for complex A.</summary>
    /// <inheritdoc cref="Compute(IDenseKernels, int, ReadOnlySpan{double}, int)"/>
    public static MatrixExponentialResult<Complex> Compute(IDenseKernels kernels, int n, ReadOnlySpan<Complex> a, int maximumThreads = 0)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(MatrixExponential), nameof(a), n, a[..(n * n)]);
        if (n <= 1)
        {
            return Finished<Complex>(n == 0 ? [] : [Complex.Exp(a[0])], Trivial(n == 0 ? 0 : Complex.Abs(a[0])));
        }

        a = a[..(n * n)];
        if (HermiticityPreservingMap.RealForm(n, a) is { } real)
        {
            (double[] exponentialOfReal, MatrixExponentialStatistics ofReal) = Compute(kernels, n, real, maximumThreads);
            return Finished(HermiticityPreservingMap.ComplexForm(n, exponentialOfReal), ofReal);
        }

        double norm = CheckedNorm(kernels.Norm(MatrixNorm.One, n, n, a, n));
        (SplitMatrix exponential, MatrixExponentialStatistics statistics) = new ScalingAndSquaring(new SplitProducts(kernels, n, maximumThreads), SplitMatrix.Of(n, a), norm).Compute();
        Complex[] result = exponential.ToComplex();
        exponential.Return();
        return Finished(result, statistics);
    }

    private static double CheckedNorm(double norm) =>
        double.IsFinite(norm) ? norm : throw new OverflowException("The 1-norm of the matrix is too large for a double.");

    private static MatrixExponentialResult<T> Finished<T>(T[] matrix, MatrixExponentialStatistics statistics)
        where T : unmanaged, INumberBase<T>
    {
        foreach (T entry in matrix)
        {
            if (!T.IsFinite(entry))
            {
                throw new OverflowException($"The exponential of this matrix of 1-norm {statistics.OneNorm:g6} overflows.");
            }
        }

        return new MatrixExponentialResult<T>(matrix, statistics);
    }

    private static MatrixExponentialStatistics Trivial(double norm) => new(Degree: 0, Scalings: 0, Products: 0, NormEstimations: 0, norm);
}

/// <summary>The exponential of a matrix and how it was found.</summary>
/// <typeparam name="T">double or Complex.</typeparam>
/// <param name="Matrix">[n, n] column-major.</param>
/// <param name="Statistics">What the algorithm chose and did.</param>
public sealed record MatrixExponentialResult<T>(T[] Matrix, MatrixExponentialStatistics Statistics);

/// <summary>What the exponential's algorithm chose and did.</summary>
/// <param name="Degree">Degree of the Taylor polynomial: 1, 2, 4, 8, 12 or 21 (0 for order 0 and 1, where none is needed).</param>
/// <param name="Scalings">s, where the polynomial was taken at A / 2^s and squared s times.</param>
/// <param name="Products">Matrix products in all, squarings included.</param>
/// <param name="NormEstimations">Norms of powers that were estimated because they could have saved a squaring.</param>
/// <param name="OneNorm">1-norm of A; of its real form where A keeps matrices Hermitian.</param>
public sealed record MatrixExponentialStatistics(int Degree, int Scalings, int Products, int NormEstimations, double OneNorm);
