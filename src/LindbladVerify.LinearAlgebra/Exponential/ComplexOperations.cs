using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary><see cref="DenseOperations{T}"/> of complex matrices.</summary>
internal sealed class ComplexOperations(IDenseKernels kernels, int n, int maximumThreads) : DenseOperations<Complex>(kernels, n, maximumThreads)
{
    public override double OneNorm(ReadOnlySpan<Complex> a) => Kernels.Norm(MatrixNorm.One, Order, Order, a, Math.Max(1, Order));

    public override void Apply(Transposition transposition, ReadOnlySpan<Complex> a, ReadOnlySpan<Complex> x, Span<Complex> y) =>
        Kernels.MultiplyVector(transposition, Order, Order, Complex.One, a, Order, x, Complex.Zero, y);

    public override double Modulus(Complex x) => Complex.Abs(x);

    public override Complex Sign(Complex x) => x == Complex.Zero ? Complex.One : x / Complex.Abs(x);

    public override Span<double> AsReal(Span<Complex> a) => MemoryMarshal.Cast<Complex, double>(a);

    protected override void Multiply(int columns, ReadOnlySpan<Complex> a, ReadOnlySpan<Complex> b, Span<Complex> c, bool add) =>
        Kernels.Multiply(Transposition.None, Transposition.None, Order, columns, Order, Complex.One, a, Order, b, Order, add ? Complex.One : Complex.Zero, c, Order);
}
