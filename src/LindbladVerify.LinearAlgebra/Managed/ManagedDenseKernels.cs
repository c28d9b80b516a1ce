using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>The dense kernels in managed code with SIMD.</summary>
internal sealed unsafe class ManagedDenseKernels : IDenseKernels
{
    /// <summary>Width in bits of the SIMD registers used here.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : 64 * Vector<double>.Count;

    public KernelInfo Info { get; } = new(
        Backend.Managed,
        string.Create(CultureInfo.InvariantCulture, $".NET {Environment.Version}, {VectorBits}-bit vectors"),
        null,
        "calling thread",
        "same bits for any memory alignment on one vector width");

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc)
    {
        KernelArguments.CheckProduct(transA, transB, m, n, k, a.Length, lda, b.Length, ldb, c.Length, ldc);
        OutputScaling.Apply(m, n, beta, c, ldc);
        if (m == 0 || n == 0 || k == 0 || alpha == 0)
        {
            return;
        }

        fixed (double* pa = a, pb = b, pc = c)
        {
            RealGemm.AddProduct(m, n, k, alpha, StridedOperand.Of(pa, lda, 1, transA), StridedOperand.Of(pb, ldb, 1, transB), pc, ldc);
        }
    }

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc)
    {
        KernelArguments.CheckProduct(transA, transB, m, n, k, a.Length, lda, b.Length, ldb, c.Length, ldc);
        OutputScaling.Apply(m, n, beta, c, ldc);
        if (m == 0 || n == 0 || k == 0 || alpha == Complex.Zero)
        {
            return;
        }

        fixed (Complex* pa = a, pb = b, pc = c)
        {
            ComplexGemm.AddProduct(m, n, k, alpha, StridedOperand.Of((double*)pa, lda, 2, transA), StridedOperand.Of((double*)pb, ldb, 2, transB), (double*)pc, ldc);
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

        fixed (double* pa = a, px = x, py = y)
        {
            if (transA == Transposition.None)
            {
                RealArithmetic.AddMatrixVector(m, n, alpha, pa, lda, px, py);
                return;
            }

            for (int j = 0; j < n; j++)
            {
                py[j] += alpha * RealArithmetic.Dot(m, pa + ((nint)j * lda), px);
            }
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

        fixed (Complex* pa = a, px = x, py = y)
        {
            for (int j = 0; j < n; j++)
            {
                Complex* column = pa + ((nint)j * lda);
                if (transA == Transposition.None)
                {
                    ComplexArithmetic.AddScaled(m, alpha * px[j], column, py);
                }
                else
                {
                    py[j] += alpha * ComplexArithmetic.Dot(m, column, px, transA == Transposition.ConjugateTranspose);
                }
            }
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
        fixed (double* pa = a)
        {
            return LuFactorization<double, RealArithmetic>.Factor(n, pa, pivots);
        }
    }

    public int Factor(int n, Span<Complex> a, Span<int> pivots)
    {
        KernelArguments.CheckFactors(n, a.Length, pivots.Length);
        fixed (Complex* pa = a)
        {
            return LuFactorization<Complex, ComplexArithmetic>.Factor(n, pa, pivots);
        }
    }

    public void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b)
    {
        KernelArguments.CheckFactors(n, factors.Length, pivots.Length);
        KernelArguments.CheckSolve(n, factors.Length, columns, b.Length);
        fixed (double* pa = factors, pb = b)
        {
            LuFactorization<double, RealArithmetic>.Solve(n, pa, pivots, columns, pb);
        }
    }

    public void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b)
    {
        KernelArguments.CheckFactors(n, factors.Length, pivots.Length);
        KernelArguments.CheckSolve(n, factors.Length, columns, b.Length);
        fixed (Complex* pa = factors, pb = b)
        {
            LuFactorization<Complex, ComplexArithmetic>.Solve(n, pa, pivots, columns, pb);
        }
    }

    public Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors)
    {
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(Eigen), nameof(a), n, a[..(n * n)]);
        return ManagedEigen.Real(this, n, a[..(n * n)], vectors);
    }

    public Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors)
    {
        KernelArguments.CheckSquare(nameof(a), n, a.Length);
        KernelArguments.CheckFinite(nameof(Eigen), nameof(a), n, a[..(n * n)]);
        return ManagedEigen.Complex(this, n, a[..(n * n)], vectors);
    }

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda) => MatrixNorms.Compute(norm, m, n, a, lda);

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda) => MatrixNorms.Compute(norm, m, n, a, lda);
}
