using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>The managed kernels, counting their products of matrices.</summary>
internal sealed class CountingKernels : IDenseKernels
{
    private static readonly IDenseKernels Inner = DenseKernels.Managed;

    public int Products { get; private set; }

    public KernelInfo Info => Inner.Info;

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc)
    {
        Products++;
        Inner.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc)
    {
        Products++;
        Inner.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    public void MultiplyVector(Transposition transA, int m, int n, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> x, double beta, Span<double> y) =>
        Inner.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    public void MultiplyVector(Transposition transA, int m, int n, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> x, Complex beta, Span<Complex> y) =>
        Inner.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    public void Solve(int n, Span<double> a, int columns, Span<double> b) => Inner.Solve(n, a, columns, b);

    public void Solve(int n, Span<Complex> a, int columns, Span<Complex> b) => Inner.Solve(n, a, columns, b);

    public int Factor(int n, Span<double> a, Span<int> pivots) => Inner.Factor(n, a, pivots);

    public int Factor(int n, Span<Complex> a, Span<int> pivots) => Inner.Factor(n, a, pivots);

    public void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b) => Inner.SolveFactored(n, factors, pivots, columns, b);

    public void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b) => Inner.SolveFactored(n, factors, pivots, columns, b);

    public Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors) => Inner.Eigen(n, a, vectors);

    public Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors) => Inner.Eigen(n, a, vectors);

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda) => Inner.Norm(norm, m, n, a, lda);

    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda) => Inner.Norm(norm, m, n, a, lda);
}
