using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>Kernels of one backend, but for products of large matrices.</summary>
/// <remarks>
/// What is large is decided by the left factor alone: a right factor that is cut into blocks of columns, as for threads, takes the
/// same way whatever the cut.
/// </remarks>
/// <param name="primary">What does all the rest.</param>
/// <param name="real">What multiplies large real matrices.</param>
/// <param name="complex">What multiplies large complex matrices.</param>
internal sealed class AutomaticKernels(IDenseKernels primary, IDenseKernels real, IDenseKernels complex) : IDenseKernels
{
    /// <summary>The primary backend; its version names the others.</summary>
    public KernelInfo Info { get; } = primary.Info with
    {
        Version = primary.Info.Version + string.Concat(new[] { real, complex }
            .Distinct()
            .Where(kernels => kernels != primary)
            .Select(kernels => $"; products of large {(real == complex ? "" : kernels == real ? "real " : "complex ")}matrices: {kernels.Info.Version}")),
    };

    /// <inheritdoc/>
    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc) =>
        (IsLarge(m, k) ? real : primary).Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc) =>
        (IsLarge(m, k) ? complex : primary).Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public void MultiplyVector(Transposition transA, int m, int n, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> x, double beta, Span<double> y) =>
        primary.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    /// <inheritdoc/>
    public void MultiplyVector(Transposition transA, int m, int n, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> x, Complex beta, Span<Complex> y) =>
        primary.MultiplyVector(transA, m, n, alpha, a, lda, x, beta, y);

    /// <inheritdoc/>
    public void Solve(int n, Span<double> a, int columns, Span<double> b) => primary.Solve(n, a, columns, b);

    /// <inheritdoc/>
    public void Solve(int n, Span<Complex> a, int columns, Span<Complex> b) => primary.Solve(n, a, columns, b);

    /// <inheritdoc/>
    public int Factor(int n, Span<double> a, Span<int> pivots) => primary.Factor(n, a, pivots);

    /// <inheritdoc/>
    public int Factor(int n, Span<Complex> a, Span<int> pivots) => primary.Factor(n, a, pivots);

    /// <inheritdoc/>
    public void SolveFactored(int n, ReadOnlySpan<double> factors, ReadOnlySpan<int> pivots, int columns, Span<double> b) =>
        primary.SolveFactored(n, factors, pivots, columns, b);

    /// <inheritdoc/>
    public void SolveFactored(int n, ReadOnlySpan<Complex> factors, ReadOnlySpan<int> pivots, int columns, Span<Complex> b) =>
        primary.SolveFactored(n, factors, pivots, columns, b);

    /// <inheritdoc/>
    public Eigensystem Eigen(int n, ReadOnlySpan<double> a, bool vectors) => primary.Eigen(n, a, vectors);

    /// <inheritdoc/>
    public Eigensystem Eigen(int n, ReadOnlySpan<Complex> a, bool vectors) => primary.Eigen(n, a, vectors);

    /// <inheritdoc/>
    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<double> a, int lda) => primary.Norm(norm, m, n, a, lda);

    /// <inheritdoc/>
    public double Norm(MatrixNorm norm, int m, int n, ReadOnlySpan<Complex> a, int lda) => primary.Norm(norm, m, n, a, lda);

    private static bool IsLarge(int m, int k) => Math.Min(m, k) >= BackendChoice.LargeOrder;
}
