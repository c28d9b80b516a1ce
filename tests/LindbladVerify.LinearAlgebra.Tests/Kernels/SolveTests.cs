using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;
using Xunit;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

public sealed class SolveTests
{
    // Backward error of LU with partial pivoting is at most about n growth eps, and growth stays below n for random matrices.
    private static double Tolerance(int n) => 4.0 * n * n * 2.3e-16;

    public static TheoryData<Backend, int, int> Cases()
    {
        TheoryData<Backend, int, int> cases = [];
        foreach (Backend backend in BackendUnderTest.Backends)
        {
            foreach ((int n, int columns) in new[] { (1, 1), (2, 3), (7, 1), (31, 5), (32, 2), (33, 33), (100, 4), (161, 161) })
            {
                cases.Add(backend, n, columns);
            }
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Residual_is_at_rounding(Backend backend, int n, int columns)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        double[] a = RandomMatrix.Reals(20, n * n);
        double[] x = RandomMatrix.Reals(21, n * columns);
        double[] residual = [.. x];
        kernels.Solve(n, a.ToArray(), columns, x);
        kernels.Multiply(Transposition.None, Transposition.None, n, columns, n, -1, a, n, x, n, 1, residual, n);
        double size = kernels.Norm(MatrixNorm.One, n, n, a, n) * kernels.Norm(MatrixNorm.One, n, columns, x, n);
        Assert.InRange(kernels.Norm(MatrixNorm.One, n, columns, residual, n) / size, 0, Tolerance(n));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Complex_residual_is_at_rounding(Backend backend, int n, int columns)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        Complex[] a = RandomMatrix.Complexes(22, n * n);
        Complex[] x = RandomMatrix.Complexes(23, n * columns);
        Complex[] residual = [.. x];
        kernels.Solve(n, a.ToArray(), columns, x);
        kernels.Multiply(Transposition.None, Transposition.None, n, columns, n, -1, a, n, x, n, 1, residual, n);
        double size = kernels.Norm(MatrixNorm.One, n, n, a, n) * kernels.Norm(MatrixNorm.One, n, columns, x, n);
        Assert.InRange(kernels.Norm(MatrixNorm.One, n, columns, residual, n) / size, 0, Tolerance(n));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Pivoting_keeps_a_tiny_leading_entry_harmless(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);

        // Without row exchanges the solution of [[1e-20, 1], [1, 1]] x = (1, 2) would come out as (0, 1) instead of (1, 1).
        double[] x = [1, 2];
        kernels.Solve(2, [1e-20, 1, 1, 1], 1, x);
        Assert.Equal([1, 1], x);
        Complex[] z = [Complex.ImaginaryOne, 2 * Complex.ImaginaryOne];
        kernels.Solve(2, [0, 1, 1, 1], 1, z);
        Assert.Equal([Complex.ImaginaryOne, Complex.ImaginaryOne], z);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Factors_and_pivots_reproduce_the_matrix(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        const int N = 45;
        double[] a = RandomMatrix.Reals(24, N * N);
        double[] lu = [.. a];
        int[] pivots = new int[N];
        Assert.Equal(-1, kernels.Factor(N, lu, pivots));
        double[] l = new double[N * N];
        double[] u = new double[N * N];
        for (int j = 0; j < N; j++)
        {
            l[j + (j * N)] = 1;
            for (int i = 0; i < N; i++)
            {
                (i > j ? l : u)[i + (j * N)] = lu[i + (j * N)];
            }
        }

        Assert.All(l, entry => Assert.InRange(Math.Abs(entry), 0, 1));
        for (int i = 0; i < N; i++)
        {
            Assert.InRange(pivots[i], i, N - 1);
            for (int j = 0; j < N; j++)
            {
                (a[i + (j * N)], a[pivots[i] + (j * N)]) = (a[pivots[i] + (j * N)], a[i + (j * N)]);
            }
        }

        kernels.Multiply(Transposition.None, Transposition.None, N, N, N, -1, l, N, u, N, 1, a, N);
        Assert.InRange(kernels.Norm(MatrixNorm.One, N, N, a, N), 0, Tolerance(N) * N);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Singular_matrices_name_the_pivot(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        SingularMatrixException real = Assert.Throws<SingularMatrixException>(() => kernels.Solve(3, new double[] { 1, 2, 0, 2, 4, 0, 0, 0, 1 }, 1, new double[3]));
        Assert.Equal(1, real.Pivot);
        SingularMatrixException complex = Assert.Throws<SingularMatrixException>(() => kernels.Solve(2, new Complex[4], 1, new Complex[2]));
        Assert.Equal(0, complex.Pivot);
    }

    [SkippableTheory]
    [MemberData(nameof(BackendUnderTest.All), MemberType = typeof(BackendUnderTest))]
    public void Order_zero_and_no_columns_do_nothing(Backend backend)
    {
        IDenseKernels kernels = BackendUnderTest.Get(backend);
        kernels.Solve(0, Span<double>.Empty, 3, []);
        kernels.Solve(2, [2, 0, 0, 4], 0, Span<double>.Empty);
        Assert.Throws<ArgumentException>(() => kernels.Solve(2, new double[4], 2, new double[3]));
    }
}
