using System.Numerics;
using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Tests.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Exponential;

public sealed class SplitProductsTests
{
    private const double Roundoff = 1.1102230246251565e-16;

    // Each part of A B must be right beside what it is made of: |Ar||Br| + |Ai||Bi| for the real part, |Ar||Bi| + |Ai||Br| for the imaginary one.
    // Three products without balancing miss the latter by the ratio of the parts.
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1e-9, 1e-9)]
    [InlineData(1e9, 1e9)]
    [InlineData(1e-9, 1.0)]
    [InlineData(1e-12, 1e12)]
    [InlineData(1e-40, 1.0)]
    public void Both_parts_are_right_beside_their_own_terms(double ofA, double ofB)
    {
        const int N = SplitProducts.ThreeProductsOrder + 5;
        SplitProducts products = new(DenseKernels.Managed, N, 1);
        SplitMatrix a = new(N, RandomMatrix.Reals(1, N * N), [.. RandomMatrix.Reals(2, N * N).Select(x => x * ofA)]);
        SplitMatrix b = new(N, RandomMatrix.Reals(3, N * N), [.. RandomMatrix.Reals(4, N * N).Select(x => x * ofB)]);
        foreach (SplitMatrix right in new[] { b, a })
        {
            SplitMatrix c = products.Multiply(a, right);
            double scaleOfRight = ReferenceEquals(right, a) ? ofA : ofB;
            for (int j = 0; j < N; j += 10)
            {
                for (int i = 0; i < N; i++)
                {
                    decimal real = 0, first = 0, second = 0;
                    for (int k = 0; k < N; k++)
                    {
                        (int l, int m) = (i + (k * N), k + (j * N));
                        first += (decimal)a.Real![l] * (decimal)(right.Imaginary![m] / scaleOfRight);
                        second += (decimal)(a.Imaginary![l] / ofA) * (decimal)right.Real![m];
                        real += (decimal)a.Real[l] * (decimal)right.Real[m];
                    }

                    double imaginary = ((double)first * scaleOfRight) + ((double)second * ofA);
                    Assert.InRange(Math.Abs(c.Imaginary![i + (j * N)] - imaginary), 0, 4 * N * Roundoff * N * (ofA + scaleOfRight));
                    if (ofA * scaleOfRight <= 1e-9)
                    {
                        Assert.InRange(Math.Abs(c.Real![i + (j * N)] - (double)real), 0, (4 * N * Roundoff * N) + (N * ofA * scaleOfRight));
                    }
                }
            }
        }
    }

    [Fact]
    public void Parts_that_are_zero_stay_away_and_addends_are_added()
    {
        const int N = 3;
        SplitProducts products = new(DenseKernels.Managed, N, 1);
        double[] x = [.. Enumerable.Range(1, 9).Select(i => (double)i)];
        SplitMatrix real = new(N, x, null);
        SplitMatrix imaginary = new(N, null, x);
        SplitMatrix squared = products.Multiply(imaginary, imaginary);
        Assert.Null(squared.Imaginary);
        Assert.Equal([-30, -36, -42, -66, -81, -96, -102, -126, -150], squared.Real![..9]);
        SplitMatrix mixed = products.Multiply(real, imaginary);
        Assert.Null(mixed.Real);
        SplitMatrix sum = products.Multiply(real, imaginary, products.Multiply(real, real));
        Assert.Equal(sum.Real![..9], sum.Imaginary![..9]);
        Assert.Equal([30, 36, 42, 66, 81, 96, 102, 126, 150], sum.Real[..9]);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Three_products_are_four_to_rounding(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        const int N = SplitProducts.ThreeProductsOrder;
        Complex[] a = RandomMatrix.Complexes(5, N * N);
        Complex[] expected = new Complex[N * N];
        kernels.Multiply(Transposition.None, Transposition.None, N, N, N, Complex.One, a, N, a, N, Complex.Zero, expected, N);
        SplitMatrix split = SplitMatrix.Of(N, a);
        Complex[] found = new SplitProducts(kernels, N, 1).Multiply(split, split).ToComplex();
        Assert.All(expected.Zip(found), pair => Assert.InRange(Complex.Abs(pair.First - pair.Second), 0, 40 * N * Roundoff));
    }
}
