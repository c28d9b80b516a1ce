using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The exponential of a general square matrix, real or complex, by scaling and squaring.</summary>
/// <remarks>
/// Method: Taylor polynomials of degree up to 18 in at most 5 products, Bader, Blanes and Casas (2019), doi:10.3390/math7121174,
/// with the choice of degree and scaling of Al-Mohy and Higham (2009), doi:10.1137/09074721X. Against the diagonal Pade
/// approximants of the latter it needs no linear solve, so that all work is matrix products.
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

        return Run(new RealOperations(kernels, n, maximumThreads), a[..(n * n)].ToArray());
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

        return Run(new ComplexOperations(kernels, n, maximumThreads), a[..(n * n)].ToArray());
    }

    private static MatrixExponentialResult<T> Run<T>(DenseOperations<T> operations, T[] a)
        where T : unmanaged, INumberBase<T>
    {
        double norm = operations.OneNorm(a);
        if (!double.IsFinite(norm))
        {
            throw new OverflowException("The 1-norm of the matrix is too large for a double.");
        }

        MatrixExponentialResult<T> result = new ScalingAndSquaring<T>(operations, a, norm).Compute();
        return Finished(result.Matrix, result.Statistics);
    }

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
