using System.Numerics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>Products of matrices whose parts lie apart, by products of real matrices alone.</summary>
/// <remarks>
/// Two matrices with both parts take three real products instead of four from <see cref="ThreeProductsOrder"/> on:
/// with P = Ar Br, Q = Ai Bi and a power of two t,
/// Re C = P - Q and Im C = ((Ar + t Ai)(Br + t Bi) - P - t² Q) / t.
/// For t = 1 this is the 3M method, whose imaginary part errs by unit roundoffs of (|Ar| + |Ai|)(|Br| + |Bi|) and so loses
/// all digits where imaginary parts are small (Higham 1992, doi:10.1137/0613043). With a = |Ar|/|Ai| and b = |Br|/|Bi| that
/// error is |Ai||Bi| (a + t)(b + t)/t, which is least for t² = ab: a + b + 2√(ab) ≤ 2(a + b), so that each part is, in norm,
/// as right as four products leave it but for a factor 2.
/// Large products are split into fixed blocks, so that their bits do not depend on the number of threads.
/// </remarks>
internal sealed class SplitProducts(IDenseKernels kernels, int n, int maximumThreads)
{
    /// <summary>From this order on products are split over threads.</summary>
    public const int ParallelOrder = 512;

    /// <summary>From this order on three real products are cheaper than four: passes over memory no longer matter.</summary>
    public const int ThreeProductsOrder = 64;

    /// <summary>Up to this order a call of a kernel takes longer than the product.</summary>
    private const int TinyOrder = 6;

    private const int LargestExponent = 100;

    /// <summary>Order of the matrices.</summary>
    public int Order { get; } = n;

    /// <summary>The kernels that do the work.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    // As few blocks as keep several threads busy: a library copies each operand once for each block that reads it.
    private int BlockColumns => Order < 1024 ? 256 : 512;

    private int BlockRows => Order < 1024 ? Order : 512;

    private ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = maximumThreads > 0 ? maximumThreads : Environment.ProcessorCount };

    /// <summary>A B, or with an addend D + A B, which takes D's memory.</summary>
    public SplitMatrix Multiply(SplitMatrix a, SplitMatrix b, SplitMatrix? addend = null)
    {
        bool real = (a.Real is not null && b.Real is not null) || (a.Imaginary is not null && b.Imaginary is not null);
        bool imaginary = (a.Real is not null && b.Imaginary is not null) || (a.Imaginary is not null && b.Real is not null);
        SplitMatrix c = addend ?? SplitMatrix.Rent(Order, real, imaginary);
        bool add = addend is not null;
        c.Require(real, imaginary);
        if (a.IsMixed && b.IsMixed && Order >= ThreeProductsOrder && BalancingExponent(a, b) is { } exponent)
        {
            MultiplyByThree(a, b, c, add, Math.ScaleB(1, exponent));
            return c;
        }

        bool first = !add;
        Accumulate(1, a.Real, b.Real, c.Real, ref first);
        Accumulate(-1, a.Imaginary, b.Imaginary, c.Real, ref first);
        first = !add;
        Accumulate(1, a.Real, b.Imaginary, c.Imaginary, ref first);
        Accumulate(1, a.Imaginary, b.Real, c.Imaginary, ref first);
        return c;
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

    /// <summary>1-norm; parts of both kinds are squared, so entries must lie below 1e150.</summary>
    public double OneNorm(SplitMatrix a)
    {
        if (!a.IsMixed)
        {
            return PartNorm(a.Real ?? a.Imaginary!);
        }

        double[] moduli = SplitMatrix.RentPart(Order);
        WriteModuli(a, moduli);
        double norm = PartNorm(moduli);
        SplitMatrix.ReturnPart(moduli);
        return norm;
    }

    /// <summary>|a_ij| of all entries; parts of both kinds are squared, so entries must lie below 1e150.</summary>
    public void WriteModuli(SplitMatrix a, double[] moduli) => ForPieces(a.Length, 1 << 13, (start, length) =>
    {
        double[] re = a.Real ?? a.Imaginary!;
        double[] im = a.IsMixed ? a.Imaginary! : re;
        int i = start;
        for (; i <= start + length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> x = new(re, i);
            Vector<double> y = new(im, i);
            (a.IsMixed ? Vector.SquareRoot((x * x) + (y * y)) : Vector.Abs(x)).CopyTo(moduli, i);
        }

        for (; i < start + length; i++)
        {
            moduli[i] = a.IsMixed ? Math.Sqrt((re[i] * re[i]) + (im[i] * im[i])) : Math.Abs(re[i]);
        }
    });

    private double PartNorm(double[] part) => Kernels.Norm(MatrixNorm.One, Order, Order, part, Math.Max(1, Order));

    /// <summary>log2 of the t that balances real and imaginary parts; none where they differ too much for it.</summary>
    private int? BalancingExponent(SplitMatrix a, SplitMatrix b)
    {
        double ofA = LogRatio(a);
        double ofB = ReferenceEquals(a, b) ? ofA : LogRatio(b);
        return Math.Abs(ofA) <= LargestExponent && Math.Abs(ofB) <= LargestExponent ? (int)Math.Round((ofA + ofB) / 2) : null;
    }

    private double LogRatio(SplitMatrix a) => Math.Log2(PartNorm(a.Real!)) - Math.Log2(PartNorm(a.Imaginary!));

    private void MultiplyByThree(SplitMatrix a, SplitMatrix b, SplitMatrix c, bool add, double t)
    {
        double[] p = SplitMatrix.RentPart(Order);
        double[] q = SplitMatrix.RentPart(Order);
        MultiplyParts(1, a.Real!, b.Real!, 0, p);
        MultiplyParts(1, a.Imaginary!, b.Imaginary!, 0, q);
        if (add)
        {
            LinearCombinations.Evaluate(this, [[1, -1, 1, 0], [-1 / t, -t, 0, 1]], [p, q, c.Real!, c.Imaginary!], [c.Real!, c.Imaginary!]);
        }
        else
        {
            LinearCombinations.Evaluate(this, [[1, -1], [-1 / t, -t]], [p, q], [c.Real!, c.Imaginary!]);
        }

        bool square = ReferenceEquals(a, b);
        LinearCombinations.Evaluate(this, [[1, t]], [a.Real!, a.Imaginary!], [p]);
        if (!square)
        {
            LinearCombinations.Evaluate(this, [[1, t]], [b.Real!, b.Imaginary!], [q]);
        }

        MultiplyParts(1 / t, p, square ? p : q, 1, c.Imaginary!);
        SplitMatrix.ReturnPart(p);
        SplitMatrix.ReturnPart(q);
    }

    private void Accumulate(double alpha, double[]? a, double[]? b, double[]? c, ref bool first)
    {
        if (a is not null && b is not null)
        {
            MultiplyParts(alpha, a, b, first ? 0 : 1, c!);
            first = false;
        }
    }

    private void MultiplyParts(double alpha, double[] a, double[] b, double beta, double[] c)
    {
        if (Order <= TinyOrder)
        {
            MultiplyTiny(alpha, a, b, beta, c);
            return;
        }

        if (Order < ParallelOrder)
        {
            Kernels.Multiply(Transposition.None, Transposition.None, Order, Order, Order, alpha, a, Order, b, Order, beta, c, Order);
            return;
        }

        int rowBlocks = (Order + BlockRows - 1) / BlockRows;
        int columnBlocks = (Order + BlockColumns - 1) / BlockColumns;
        Parallel.For(0, rowBlocks * columnBlocks, Parallelism, block =>
        {
            int row = block % rowBlocks * BlockRows;
            int first = block / rowBlocks * BlockColumns * Order;
            int rows = Math.Min(BlockRows, Order - row);
            int columns = Math.Min(BlockColumns, Order - (first / Order));
            Kernels.Multiply(Transposition.None, Transposition.None, rows, columns, Order, alpha, a.AsSpan(row), Order, b.AsSpan(first), Order, beta, c.AsSpan(first + row), Order);
        });
    }

    private void MultiplyTiny(double alpha, double[] a, double[] b, double beta, double[] c)
    {
        int n = Order;
        Span<double> left = a.AsSpan(0, n * n), result = c.AsSpan(0, n * n);
        for (int j = 0; j < n; j++)
        {
            ReadOnlySpan<double> right = b.AsSpan(j * n, n);
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int k = 0, p = i; k < right.Length; k++, p += n)
                {
                    sum += left[p] * right[k];
                }

                ref double entry = ref result[i + (j * n)];
                entry = (beta == 0 ? 0 : beta * entry) + (alpha * sum);
            }
        }
    }
}
