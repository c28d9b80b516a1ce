using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Tests.Kernels;

/// <summary>The managed kernels, counting their products of matrices.</summary>
internal sealed class CountingKernels() : ForwardingKernels(DenseKernels.Managed)
{
    public int Products { get; private set; }

    public override void Multiply(Transposition transA, Transposition transB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b, int ldb, double beta, Span<double> c, int ldc)
    {
        Products++;
        base.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    public override void Multiply(Transposition transA, Transposition transB, int m, int n, int k, Complex alpha, ReadOnlySpan<Complex> a, int lda, ReadOnlySpan<Complex> b, int ldb, Complex beta, Span<Complex> c, int ldc)
    {
        Products++;
        base.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }
}
