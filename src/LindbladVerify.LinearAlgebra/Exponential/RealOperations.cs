using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary><see cref="DenseOperations{T}"/> of real matrices.</summary>
internal sealed class RealOperations(IDenseKernels kernels, int n, int maximumThreads) : DenseOperations<double>(kernels, n, maximumThreads)
{
    public override double OneNorm(ReadOnlySpan<double> a) => Kernels.Norm(MatrixNorm.One, Order, Order, a, Math.Max(1, Order));

    public override void Apply(Transposition transposition, ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> y) =>
        Kernels.MultiplyVector(transposition, Order, Order, 1, a, Order, x, 0, y);

    public override double Modulus(double x) => Math.Abs(x);

    public override double Sign(double x) => x < 0 ? -1 : 1;

    public override Span<double> AsReal(Span<double> a) => a;

    protected override void Multiply(int columns, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, bool add) =>
        Kernels.Multiply(Transposition.None, Transposition.None, Order, columns, Order, 1, a, Order, b, Order, add ? 1 : 0, c, Order);
}
