using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Kernels that refuse to begin another operation once a run is cancelled, so that every loop of dense operations ends soon without knowing of it.</summary>
/// <param name="kernels">What does the work.</param>
/// <param name="cancellation">When to refuse: each operation then throws <see cref="OperationCanceledException"/>.</param>
internal sealed class CancellableKernels(IDenseKernels kernels, CancellationToken cancellation) : IDenseKernels
{
    /// <inheritdoc/>
    public KernelInfo Info => kernels.Info;

    private IDenseKernels Kernels
    {
        get
        {
            cancellation.ThrowIfCancellationRequested();
            return kernels;
        }
    }

    /// <inheritdoc/>
    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc) =>
        Kernels.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc) =>
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
