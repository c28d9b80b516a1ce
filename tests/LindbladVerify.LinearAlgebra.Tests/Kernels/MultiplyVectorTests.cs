using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>Matrix-vector products of small integers, compared for equality.</summary>
public sealed class MultiplyVectorTests
{
    public static TheoryData<Backend, Transposition, int, int> Cases()
    {
        TheoryData<Backend, Transposition, int, int> cases = [];
        foreach (Backend backend in BackendUnderTest.Backends)
        {
            foreach (Transposition transposition in Enum.GetValues<Transposition>())
            {
                foreach ((int m, int n) in new[] { (1, 1), (3, 2), (2, 5), (17, 33), (130, 65), (1, 40), (40, 1) })
                {
                    cases.Add(backend, transposition, m, n);
                }
            }
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Product_with_a_vector_of_integers_is_exact(Backend backend, Transposition transposition, int m, int n)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        int lda = m + 2;
        (int rows, int columns) = transposition == Transposition.None ? (m, n) : (n, m);
        Complex[] a = RandomMatrix.ComplexIntegers(11, lda * n);
        Complex[] x = RandomMatrix.ComplexIntegers(12, columns);
        Complex[] y = RandomMatrix.ComplexIntegers(13, rows);
        Complex alpha = new(3, -2);
        Complex beta = new(1, 4);
        Complex[] expected = [.. y.Select((value, i) => (beta * value) + (alpha * Row(a, lda, i, transposition, x)))];
        kernels.MultiplyVector(transposition, m, n, alpha, a, lda, x, beta, y);
        Assert.Equal(expected, y);

        double[] realA = [.. a.Select(z => z.Real)];
        double[] realX = [.. x.Select(z => z.Imaginary)];
        double[] realY = RandomMatrix.Integers(14, rows);
        double[] realExpected = [.. realY.Select((value, i) => (-2 * value) + (3 * Row([.. realA.Select(v => new Complex(v, 0))], lda, i, transposition, [.. realX.Select(v => new Complex(v, 0))]).Real))];
        kernels.MultiplyVector(transposition, m, n, 3, realA, lda, realX, -2, realY);
        Assert.Equal(realExpected, realY);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Beta_zero_overwrites_and_alpha_zero_does_not_read(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] y = [double.NaN, double.NaN];
        kernels.MultiplyVector(Transposition.None, 2, 1, 1, [3, 4], 2, [2], 0, y);
        Assert.Equal([6, 8], y);
        kernels.MultiplyVector(Transposition.None, 2, 1, 0, [double.NaN, 4], 2, [2], 0.5, y);
        Assert.Equal([3, 4], y);
        Complex[] z = [Complex.NaN, Complex.NaN];
        kernels.MultiplyVector(Transposition.ConjugateTranspose, 1, 2, 1, [new Complex(0, 1), 4], 1, [2], 0, z);
        Assert.Equal([new Complex(0, -2), 8], z);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Empty_sizes_scale_the_output_alone(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] y = [1, 2];
        kernels.MultiplyVector(Transposition.None, 2, 0, 1, ReadOnlySpan<double>.Empty, 2, [], 3, y);
        Assert.Equal([3, 6], y);
        ArgumentException tooShort = Assert.Throws<ArgumentException>(() => kernels.MultiplyVector(Transposition.None, 2, 2, 1, new double[4], 2, new double[1], 0, new double[2]));
        Assert.Contains("span x holds 1 entries; 2 are needed", tooShort.Message, StringComparison.Ordinal);
    }

    private static Complex Row(Complex[] a, int lda, int i, Transposition transposition, Complex[] x)
    {
        Complex sum = 0;
        for (int p = 0; p < x.Length; p++)
        {
            Complex entry = transposition == Transposition.None ? a[i + (p * lda)] : a[p + (i * lda)];
            sum += (transposition == Transposition.ConjugateTranspose ? Complex.Conjugate(entry) : entry) * x[p];
        }

        return sum;
    }
}
