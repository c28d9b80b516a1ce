using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Exponential;

public sealed class TaylorSchemeTests
{
    // The exponential of a nilpotent shift S with superdiagonal ones holds the polynomial's coefficients 1/k! on its k-th diagonal,
    // so that the schemes' coefficients are read off one by one. Scaled by x, every degree is reached in turn.
    [Theory]
    [InlineData(1e-17, 1, 0)]
    [InlineData(1e-8, 2, 1)]
    [InlineData(3e-4, 4, 2)]
    [InlineData(4.9e-2, 8, 3)]
    [InlineData(2.9e-1, 12, 4)]
    [InlineData(1.09, 18, 5)]
    public void Coefficients_are_those_of_the_exponential(double x, int degree, int products)
    {
        // A circulant of order 32 instead of the shift keeps the norm of every power at x^p, so that the degree is the one meant.
        const int N = 32;
        double[] a = new double[N * N];
        for (int i = 0; i < N; i++)
        {
            a[i + ((i + 1) % N * N)] = x;
        }

        MatrixExponentialResult<double> result = MatrixExponential.Compute(DenseKernels.Managed, N, a);
        Assert.Equal(degree, result.Statistics.Degree);
        Assert.Equal(0, result.Statistics.Scalings);
        Assert.Equal(products, result.Statistics.Products);
        double coefficient = 1;
        for (int k = 0; k <= degree; k++)
        {
            // Absolute rounding of an entry is a few eps; relative to the k-th coefficient only where that is not below rounding.
            Assert.InRange(Math.Abs(result.Matrix[k * N] - coefficient), 0, 3e-15);
            coefficient *= x / (k + 1);
        }
    }

    [Theory]
    [InlineData(1.0, 18, 0, 5)]
    [InlineData(1.2, 18, 1, 6)]
    [InlineData(8.7, 18, 3, 8)]
    [InlineData(8.8, 18, 4, 9)]
    [InlineData(1e6, 18, 20, 25)]
    public void Normal_matrices_are_scaled_by_their_norm(double norm, int degree, int scalings, int products)
    {
        MatrixExponentialResult<double> result = MatrixExponential.Compute(DenseKernels.Managed, 2, [0, norm, -norm, 0]);
        Assert.Equal((degree, scalings, products), (result.Statistics.Degree, result.Statistics.Scalings, result.Statistics.Products));
        Assert.Equal(Math.Cos(norm), result.Matrix[0], 4 * norm * 2.3e-16 + 1e-15);
    }

    [Fact]
    public void Non_normal_matrices_are_not_overscaled()
    {
        // The norm alone would ask for 20 squarings; the powers show that 4 do, and the estimates were what showed it.
        MatrixExponentialResult<double> triangle = MatrixExponential.Compute(DenseKernels.Managed, 2, [1, 0, 1e6, -1]);
        Assert.Equal((18, 4, 2), (triangle.Statistics.Degree, triangle.Statistics.Scalings, triangle.Statistics.NormEstimations));
        Assert.Equal(1e6 * Math.Sinh(1), triangle.Matrix[2], 1e6 * 1e-14);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Same_bits_for_any_number_of_threads(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        const int N = 520;
        double[] a = [.. RandomMatrix.Reals(80, N * N).Select(x => x * 4 / N)];
        MatrixExponentialResult<double> one = MatrixExponential.Compute(kernels, N, a, 1);
        MatrixExponentialResult<double> three = MatrixExponential.Compute(kernels, N, a, 3);
        Assert.Equal(one.Matrix, three.Matrix);
        Assert.Equal(one.Statistics, three.Statistics);
    }
}
