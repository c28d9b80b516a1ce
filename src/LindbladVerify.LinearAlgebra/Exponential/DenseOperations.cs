using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The few operations in which real and complex matrices differ, for algorithms written once for both.</summary>
/// <remarks>Large products are split into fixed blocks of columns, so that their bits do not depend on the number of threads.</remarks>
internal abstract class DenseOperations<T>(IDenseKernels kernels, int n, int maximumThreads)
    where T : unmanaged, INumberBase<T>
{
    /// <summary>From this order on products are split over threads.</summary>
    public const int ParallelOrder = 512;

    private const int BlockColumns = 256;

    /// <summary>Order of the matrices.</summary>
    public int Order { get; } = n;

    /// <summary>The kernels that do the work.</summary>
    protected IDenseKernels Kernels { get; } = kernels;

    /// <summary>Threads that may be used at once.</summary>
    private ParallelOptions Parallelism { get; } = new() { MaxDegreeOfParallelism = maximumThreads > 0 ? maximumThreads : Environment.ProcessorCount };

    /// <summary>C = A B, or C += A B.</summary>
    public void Multiply(T[] a, T[] b, T[] c, bool add)
    {
        if (Order < ParallelOrder)
        {
            Multiply(Order, a, b, c, add);
            return;
        }

        int blocks = (Order + BlockColumns - 1) / BlockColumns;
        Parallel.For(0, blocks, Parallelism, block =>
        {
            int first = block * BlockColumns;
            int columns = Math.Min(BlockColumns, Order - first);
            int length = columns * Order;
            Multiply(columns, a, b.AsSpan(first * Order, length), c.AsSpan(first * Order, length), add);
        });
    }

    /// <summary>Runs an elementwise step over pieces of the index range 0..length-1, in parallel for large matrices.</summary>
    public void ForPieces(int length, int piece, Action<int, int> step)
    {
        int pieces = (length + piece - 1) / piece;
        if (Order < ParallelOrder)
        {
            for (int i = 0; i < pieces; i++)
            {
                step(i * piece, Math.Min(piece, length - (i * piece)));
            }

            return;
        }

        Parallel.For(0, pieces, Parallelism, i => step(i * piece, Math.Min(piece, length - (i * piece))));
    }

    /// <summary>1-norm of a matrix.</summary>
    public abstract double OneNorm(ReadOnlySpan<T> a);

    /// <summary>y = op(A) x.</summary>
    public abstract void Apply(Transposition transposition, ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y);

    /// <summary>|x|.</summary>
    public abstract double Modulus(T x);

    /// <summary>x / |x|, and 1 for 0.</summary>
    public abstract T Sign(T x);

    /// <summary>The entries as doubles: a complex entry is two of them.</summary>
    public abstract Span<double> AsReal(Span<T> a);

    /// <summary>C = A B or C += A B for a block of columns of B and C.</summary>
    protected abstract void Multiply(int columns, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, bool add);
}

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
