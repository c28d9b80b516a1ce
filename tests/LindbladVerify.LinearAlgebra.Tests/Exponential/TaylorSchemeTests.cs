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
    [InlineData(1.68, 21, 5)]
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

    // The last polynomial has degree 24; its three coefficients beyond 21 are not the exponential's, which the bound knows.
    [Fact]
    public void The_longest_polynomial_is_the_exponential_up_to_degree_21_in_exact_arithmetic()
    {
        decimal[] Product(decimal[] p, decimal[] q)
        {
            decimal[] r = new decimal[p.Length + q.Length - 1];
            for (int i = 0; i < r.Length; i++)
            {
                for (int j = Math.Max(0, i - q.Length + 1); j <= Math.Min(i, p.Length - 1); j++)
                {
                    r[i] += p[j] * q[i - j];
                }
            }

            return r;
        }

        decimal[] Sum(double[] row, params decimal[][] terms)
        {
            decimal[] r = new decimal[25];
            for (int j = 0; j < row.Length; j++)
            {
                for (int i = 0; i < terms[j].Length; i++)
                {
                    r[i] += (decimal)row[j] * terms[j][i];
                }
            }

            return r;
        }

        decimal[] one = [1], a = [0, 1], a2 = [0, 0, 1], a3 = [0, 0, 0, 1];
        decimal[] y0 = Product(a3, Sum(TaylorScheme.Y0, one, a, a2, a3)[..4]);
        decimal[][] rows = [.. TaylorScheme.Y1.Select(row => Sum(row, one, a, a2, a3, y0))];
        decimal[] y1 = Sum([1, 1], Product(rows[0][..7], rows[1][..7]), rows[2]);
        rows = [.. TaylorScheme.Y2.Select(row => Sum(row, one, a, a2, a3, y0, y1))];
        decimal[] p = Sum([1, 1], Product(rows[0][..13], rows[1][..13]), rows[2]);
        double factorial = 1;
        for (int k = 0; k <= 21; k++)
        {
            factorial *= Math.Max(1, k);
            // Coefficients are doubles here, so that each is right to a few of their units.
            Assert.Equal(1, (double)p[k] * factorial, 4e-15 + (1e-27 * factorial));
        }

        Assert.InRange((double)p[22] * factorial * 22, 0.563, 0.564);
        Assert.InRange((double)p[24] * factorial * 22 * 23 * 24, 1.12, 1.14);
    }

    [Theory]
    [InlineData(1.6, 21, 0, 5)]
    [InlineData(1.7, 21, 1, 6)]
    [InlineData(13.4, 21, 3, 8)]
    [InlineData(13.5, 21, 4, 9)]
    [InlineData(1e6, 21, 20, 25)]
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
        Assert.Equal((21, 4, 3), (triangle.Statistics.Degree, triangle.Statistics.Scalings, triangle.Statistics.NormEstimations));
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
