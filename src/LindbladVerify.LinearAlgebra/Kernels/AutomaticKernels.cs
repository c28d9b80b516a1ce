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
internal sealed class AutomaticKernels(IDenseKernels primary, IDenseKernels real, IDenseKernels complex) : ForwardingKernels(primary)
{
    /// <summary>The primary backend; its version names the others.</summary>
    public override KernelInfo Info { get; } = primary.Info with
    {
        Version = primary.Info.Version + string.Concat(new[] { real, complex }
            .Distinct()
            .Where(kernels => kernels != primary)
            .Select(kernels => $"; products of large {(real == complex ? "" : kernels == real ? "real " : "complex ")}matrices: {kernels.Info.Version}")),
    };

    /// <inheritdoc/>
    public override void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc) =>
        (IsLarge(m, k) ? real : Kernels).Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    /// <inheritdoc/>
    public override void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc) =>
        (IsLarge(m, k) ? complex : Kernels).Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);

    private static bool IsLarge(int m, int k) => Math.Min(m, k) >= BackendChoice.LargeOrder;
}
