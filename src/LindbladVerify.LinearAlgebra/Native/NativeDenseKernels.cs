using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>The dense kernels over a native library. Spans are pinned, never copied, except that eigenvalue routines need a work copy.</summary>
internal sealed unsafe class NativeDenseKernels(NativeBlas blas, KernelInfo info) : IDenseKernels
{
    public KernelInfo Info { get; } = info;

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc)
    {
        KernelArguments.CheckProduct(transA, transB, m, n, k, a.Length, lda, b.Length, ldb, c.Length, ldc);
        if (m == 0 || n == 0 || k == 0 || alpha == 0)
        {
            OutputScaling.Apply(m, n, beta, c, ldc);
            return;
        }

        OpenBlasLibrary.EnterThread();
        fixed (double* pa = a, pb = b, pc = c)
        {
            blas.Dgemm(NativeBlas.ColumnMajor, Code(transA), Code(transB), m, n, k, alpha, pa, lda, pb, ldb, beta, pc, ldc);
        }
    }

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc)
    {
        KernelArguments.CheckProduct(transA, transB, m, n, k, a.Length, lda, b.Length, ldb, c.Length, ldc);
        if (m == 0 || n == 0 || k == 0 || alpha == Complex.Zero)
        {
            OutputScaling.Apply(m, n, beta, c, ldc);
            return;
        }

        OpenBlasLibrary.EnterThread();
        fixed (Complex* pa = a, pb = b, pc = c)
        {
            blas.Zgemm(NativeBlas.ColumnMajor, Code(transA), Code(transB), m, n, k, &alpha, pa, lda, pb, ldb, &beta, pc, ldc);
        }
    }

    public void MultiplyVector(Transposition transA, int m, int n, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> x, double beta, Span<double> y)
    {
        KernelArguments.CheckVectorProduct(transA, m, n, a.Length, lda, x.Length, y.Length);
        int length = transA == Transposition.None ? m : n;
        OutputScaling.Apply(length, 1, beta, y, Math.Max(1, length));
        if (m == 0 || n == 0 || alpha == 0)
        {
            return;
        }

        OpenBlasLibrary.EnterThread();
        fixed (double* pa = a, px = x, py = y)
        {
            blas.Dgemv(NativeBlas.ColumnMajor, Code(transA), m, n, alpha, pa, lda, px, 1, 1.0, py, 1);
        }
    }

    public void MultiplyVector(Transposition transA, int m, int n, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> x, Complex beta, Span<Complex> y)
    {
        KernelArguments.CheckVectorProduct(transA, m, n, a.Length, lda, x.Length, y.Length);
        int length = transA == Transposition.None ? m : n;
        OutputScaling.Apply(length, 1, beta, y, Math.Max(1, length));
        if (m == 0 || n == 0 || alpha == Complex.Zero)
        {
            return;
        }

        OpenBlasLibrary.EnterThread();
        Complex one = Complex.One;
        fixed (Complex* pa = a, px = x, py = y)
        {
            blas.Zgemv(NativeBlas.ColumnMajor, Code(transA), m, n, &alpha, pa, lda, px, 1, &one, py, 1);
        }
    }

    public void Solve(int n, Span<double> a, int columns, Span<double> b)
    {
        KernelArguments.CheckSolve(n, a.Length, columns, b.Length);
        int[] pivots = new int[n];
        KernelArguments.ThrowIfSingular(nameof(Solve), Factor(n, a, pivots));
        SolveFactored(n, a, pivots, columns, b);
    }

    public void Solve(int n, Span<Complex> a, int columns, Span<Complex> b)
    {
        KernelArguments.CheckSolve(n, a.Length, columns, b.Length);
        int[] pivots = new int[n];
        KernelArguments.ThrowIfSingular(nameof(Solve), Factor(n, a, pivots));
        SolveFactored(n, a, pivots, columns, b);
    }

    public int Factor(int n, Span<double> a, Span<int> pivots)
    {
        KernelArguments.CheckFactors(n, a.Length, pivots.Length);
        if (n == 0)
        {
            return -1;
        }

        OpenBlasLibrary.EnterThread();
        int status = 0;
        fixed (double* pa = a)
        fixed (int* pp = pivots)
        {
            blas.Dgetrf(&n, &n, pa, &n, pp, &status);
        }

        return FinishFactor(n, pivots, status);
    }

    public int Factor(int n, Span<Complex> a, Span<int> pivots)
    {
        KernelArguments.CheckFactors(n, a.Length, pivots.Length);
        if (n == 0)
        {
            return -1;
        }

        OpenBlasLibrary.EnterThread();
        int status = 0;
        fixed (Complex* pa = a)
        fixed (int* pp = pivots)
        {
            blas.Zgetrf(&n, &n, pa, &n, pp, &status);
        }

        return FinishFactor(n, pivots, status);
    }

    public void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b)
    {
        KernelArguments.CheckFactors(n, factors.Length, pivots.Length);
        KernelArguments.CheckSolve(n, factors.Length, columns, b.Length);
        if (n == 0 || columns == 0)
        {
            return;
        }

        OpenBlasLibrary.EnterThread();
        int[] fromOne = FromOne(n, pivots);
        byte plain = (byte)'N';
        int status = 0;
        fixed (double* pa = factors, pb = b)
        fixed (int* pp = fromOne)
        {
            blas.Dgetrs(&plain, &n, &columns, pa, &n, pp, pb, &n, &status, 1);
        }

        ThrowIfRefused("getrs", status);
    }

    public void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b)
    {
        KernelArguments.CheckFactors(n, factors.Length, pivots.Length);
        KernelArguments.CheckSolve(n, factors.Length, columns, b.Length);
        if (n == 0 || columns == 0)
        {
            return;
        }

        OpenBlasLibrary.EnterThread();
        int[] fromOne = FromOne(n, pivots);
        byte plain = (byte)'N';
        int status = 0;
        fixed (Complex* pa = factors, pb = b)
        fixed (int* pp = fromOne)
        {
            blas.Zgetrs(&plain, &n, &columns, pa, &n, pp, pb, &n, &status, 1);
        }

        ThrowIfRefused("getrs", status);
    }

    public Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors)
    {
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(Eigen), nameof(a), n, a[..(n * n)]);
        OpenBlasLibrary.EnterThread();
        return NativeEigen.Real(blas, n, a, vectors);
    }

    public Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors)
    {
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(Eigen), nameof(a), n, a[..(n * n)]);
        OpenBlasLibrary.EnterThread();
        return NativeEigen.Complex(blas, n, a, vectors);
    }

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda) => MatrixNorms.Compute(norm, m, n, a, lda);

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda) => MatrixNorms.Compute(norm, m, n, a, lda);

    // CBLAS codes: 111 as stored, 112 transposed, 113 conjugate-transposed.
    private static int Code(Transposition transposition) => 111 + (int)transposition;

    private static int FinishFactor(int n, Span<int> pivots, int status)
    {
        ThrowIfRefused("getrf", status);
        for (int i = 0; i < n; i++)
        {
            pivots[i]--;
        }

        return status - 1;
    }

    private static int[] FromOne(int n, ReadOnlySpan<int> pivots)
    {
        int[] shifted = new int[n];
        for (int i = 0; i < n; i++)
        {
            shifted[i] = pivots[i] + 1;
        }

        return shifted;
    }

    private static void ThrowIfRefused(string routine, int status)
    {
        if (status < 0)
        {
            throw new InvalidOperationException($"LAPACK's {routine} refused its argument number {-status}.");
        }
    }
}
