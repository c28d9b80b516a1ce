using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Kernels that leave their work to others; what differs is overridden.</summary>
/// <param name="kernels">Who does the work.</param>
internal abstract class ForwardingKernels(IDenseKernels kernels) : IDenseKernels
{
    /// <inheritdoc/>
    public virtual KernelInfo Info => kernels.Info;

    /// <summary>Who does the work, asked before each operation.</summary>
    protected virtual IDenseKernels Kernels => kernels;

    /// <inheritdoc/>
    public virtual void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc) =>
        Kernels.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public virtual void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc) =>
        Kernels.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public void MultiplyVector(Transposition transA, int m, int n, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> x, double beta, Span<double> y) =>
        Kernels.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    /// <inheritdoc/>
    public void MultiplyVector(Transposition transA, int m, int n, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> x, Complex beta, Span<Complex> y) =>
        Kernels.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    /// <inheritdoc/>
    public void Solve(int n, Span<double> a, int columns, Span<double> b) =>
        Kernels.Solve(n, a, columns, b);

    /// <inheritdoc/>
    public void Solve(int n, Span<Complex> a, int columns, Span<Complex> b) =>
        Kernels.Solve(n, a, columns, b);

    /// <inheritdoc/>
    public int Factor(int n, Span<double> a, Span<int> pivots) =>
        Kernels.Factor(n, a, pivots);

    /// <inheritdoc/>
    public int Factor(int n, Span<Complex> a, Span<int> pivots) =>
        Kernels.Factor(n, a, pivots);

    /// <inheritdoc/>
    public void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b) =>
        Kernels.SolveFactored(n, factors, pivots, columns, b);

    /// <inheritdoc/>
    public void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b) =>
        Kernels.SolveFactored(n, factors, pivots, columns, b);

    /// <inheritdoc/>
    public Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors) =>
        Kernels.Eigen(n, a, vectors);

    /// <inheritdoc/>
    public Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors) =>
        Kernels.Eigen(n, a, vectors);

    /// <inheritdoc/>
    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda) =>
        Kernels.Norm(norm, m, n, a, lda);

    /// <inheritdoc/>
    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda) =>
        Kernels.Norm(norm, m, n, a, lda);
}
