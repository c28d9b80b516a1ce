using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>Products of small integers, which are exact, so that the comparison is for equality.</summary>
public sealed class MultiplyTests
{
    private static readonly Transposition[] Transpositions = [Transposition.None, Transposition.Transpose, Transposition.ConjugateTranspose];

    // Around the register tiles (24, 16, 12, 8, 6, 4), the depth blocks (192, 256) and the row and column blocks.
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (2, 3, 4), (5, 7, 3), (8, 8, 8), (23, 9, 17), (24, 8, 16), (25, 17, 33), (64, 1, 65), (1, 64, 65), (49, 50, 300), (200, 13, 257), (7, 530, 5), (97, 261, 193),
    ];

    public static TheoryData<Backend, int, Transposition, Transposition> Cases()
    {
        TheoryData<Backend, int, Transposition, Transposition> cases = [];
        foreach (Backend backend in BackendUnderTest.Backends)
        {
            for (int shape = 0; shape < Shapes.Length; shape++)
            {
                foreach (Transposition a in Transpositions)
                {
                    foreach (Transposition b in Transpositions)
                    {
                        cases.Add(backend, shape, a, b);
                    }
                }
            }
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Real_product_of_integers_is_exact(Backend backend, int shape, Transposition transA, Transposition transB)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        (int m, int n, int k) = Shapes[shape];
        (int lda, int ldb, int ldc) = LeadingDimensions(m, n, k, transA, transB);
        double[] a = RandomMatrix.Integers(1, lda * Math.Max(m, k));
        double[] b = RandomMatrix.Integers(2, ldb * Math.Max(n, k));
        double[] c = RandomMatrix.Integers(3, ldc * n);
        double[] expected = [.. c];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                double sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += a[transA == Transposition.None ? i + (p * lda) : p + (i * lda)] * b[transB == Transposition.None ? p + (j * ldb) : j + (p * ldb)];
                }

                expected[i + (j * ldc)] = (-3 * sum) + (2 * c[i + (j * ldc)]);
            }
        }

        kernels.Multiply(transA, transB, m, n, k, -3, a, lda, b, ldb, 2, c, ldc);
        Assert.Equal(expected, c);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Complex_product_of_integers_is_exact(Backend backend, int shape, Transposition transA, Transposition transB)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        (int m, int n, int k) = Shapes[shape];
        (int lda, int ldb, int ldc) = LeadingDimensions(m, n, k, transA, transB);
        Complex[] a = RandomMatrix.ComplexIntegers(4, lda * Math.Max(m, k));
        Complex[] b = RandomMatrix.ComplexIntegers(5, ldb * Math.Max(n, k));
        Complex[] c = RandomMatrix.ComplexIntegers(6, ldc * n);
        Complex alpha = new(2, -3);
        Complex beta = new(-1, 2);
        Complex[] expected = [.. c];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                Complex sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += Entry(a, lda, i, p, transA) * Entry(b, ldb, p, j, transB);
                }

                expected[i + (j * ldc)] = (alpha * sum) + (beta * c[i + (j * ldc)]);
            }
        }

        kernels.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        Assert.Equal(expected, c);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Beta_zero_overwrites_without_reading(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] c = [double.NaN, double.NaN, double.NaN, double.NaN];
        kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 2, 1, [1, 2, 3, 4], 2, [1, 0, 0, 1], 2, 0, c, 2);
        Assert.Equal([1, 2, 3, 4], c);
        Complex[] z = [Complex.NaN, Complex.NaN, Complex.NaN, Complex.NaN];
        kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 2, Complex.One, [1, 2, 3, Complex.ImaginaryOne], 2, [1, 0, 0, 1], 2, 0, z, 2);
        Assert.Equal([1, 2, 3, Complex.ImaginaryOne], z);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Alpha_zero_reads_neither_operand(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] c = [1, 2, 3, 4];
        kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 1, 0, [double.NaN, 1], 2, [double.NaN, 1], 1, 3, c, 2);
        Assert.Equal([3, 6, 9, 12], c);
        Complex[] z = [1, 2, 3, 4];
        kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 1, 0, [Complex.NaN, 1], 2, [Complex.NaN, 1], 1, Complex.ImaginaryOne, z, 2);
        Assert.Equal([Complex.ImaginaryOne, 2 * Complex.ImaginaryOne, 3 * Complex.ImaginaryOne, 4 * Complex.ImaginaryOne], z);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Empty_sizes_scale_the_output_alone(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] c = [1, 2];
        kernels.Multiply(Transposition.None, Transposition.None, 2, 1, 0, 1, [], 2, [], 1, 5, c, 2);
        Assert.Equal([5, 10], c);
        kernels.Multiply(Transposition.None, Transposition.None, 0, 0, 3, 1, [], 1, [], 3, 0, Span<double>.Empty, 1);
        kernels.Multiply(Transposition.None, Transposition.None, 2, 1, 0, 1, ReadOnlySpan<double>.Empty, 2, ReadOnlySpan<double>.Empty, 1, 0, c, 2);
        Assert.Equal([0, 0], c);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Entries_between_columns_are_left_alone(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        const int Ldc = 40;
        double[] c = [.. Enumerable.Repeat(double.NaN, Ldc * 9)];
        double[] a = RandomMatrix.Integers(7, 31 * 5);
        kernels.Multiply(Transposition.None, Transposition.None, 31, 9, 5, 1, a, 31, RandomMatrix.Integers(8, 45), 5, 0, c, Ldc);
        Assert.All(Enumerable.Range(0, c.Length), i => Assert.Equal(i % Ldc >= 31, double.IsNaN(c[i])));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Short_spans_and_small_leading_dimensions_are_named(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] four = new double[4];
        ArgumentException shortB = Assert.Throws<ArgumentException>(() => kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 2, 1, four, 2, new double[3], 2, 0, new double[4], 2));
        Assert.Contains("span b holds 3 entries; 4 are needed", shortB.Message, StringComparison.Ordinal);
        ArgumentException smallLda = Assert.Throws<ArgumentException>(() => kernels.Multiply(Transposition.None, Transposition.None, 2, 2, 2, 1, four, 1, four, 2, 0, new double[4], 2));
        Assert.Contains("leading dimension of a is 1", smallLda.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => kernels.Multiply(Transposition.None, Transposition.None, -1, 2, 2, 1, four, 2, four, 2, 0, new double[4], 2));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Same_bits_from_any_thread_and_alignment(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        const int N = 61;
        double[] a = RandomMatrix.Reals(9, N * N);
        double[] b = RandomMatrix.Reals(10, N * N);
        double[] Product(int offset)
        {
            double[] shifted = [.. new double[offset], .. a];
            double[] c = new double[(N * N) + offset];
            kernels.Multiply(Transposition.None, Transposition.None, N, N, N, 1, shifted.AsSpan(offset), N, b, N, 0, c.AsSpan(offset), N);
            return c[offset..];
        }

        double[] reference = Product(0);
        double[][] others = new double[24][];
        Parallel.For(0, others.Length, i => others[i] = Product(i % 9));
        Assert.All(others, other => Assert.Equal(reference, other));
    }

    private static (int Lda, int Ldb, int Ldc) LeadingDimensions(int m, int n, int k, Transposition transA, Transposition transB) =>
        ((transA == Transposition.None ? m : k) + 3, (transB == Transposition.None ? k : n) + 1, m + 2);

    private static Complex Entry(Complex[] a, int ld, int i, int j, Transposition transposition) => transposition switch
    {
        Transposition.None => a[i + (j * ld)],
        Transposition.Transpose => a[j + (i * ld)],
        _ => Complex.Conjugate(a[j + (i * ld)]),
    };
}
