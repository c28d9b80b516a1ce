using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Multiprecision;

/// <summary>An unevaluated sum of two doubles with |Low| at most half a unit in the last place of High: some 32 digits.</summary>
/// <remarks>
/// Sum and Product are free of error (Dekker, Numer. Math. 18, 224 (1971), doi:10.1007/BF01397083; the product by a fused
/// multiply-add); the operators err by a few 2⁻¹⁰⁴ of the larger operand.
/// </remarks>
/// <param name="High">The nearest double.</param>
/// <param name="Low">What it lacks.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return Normalized(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + new DoubleDouble(-b.High, -b.Low);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return Normalized(product.High, product.Low + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator *(DoubleDouble a, double b) => a * new DoubleDouble(b, 0);

    public static DoubleDouble operator /(DoubleDouble a, double b)
    {
        double quotient = a.High / b;
        DoubleDouble rest = a - Product(quotient, b);
        return Normalized(quotient, rest.High / b);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        DoubleDouble rest = a - (b * quotient);
        double second = rest.High / b.High;
        rest -= b * second;
        return Normalized(quotient, second) + new DoubleDouble(rest.High / b.High, 0);
    }

    /// <summary>a + b, exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double virtualB = sum - a;
        return new DoubleDouble(sum, (a - (sum - virtualB)) + (b - virtualB));
    }

    /// <summary>a·b, exactly unless it underflows.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>high + low where |high| ≥ |low| or nearly so.</summary>
    public static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new DoubleDouble(sum, low - (sum - high));
    }
}

/// <summary>A sum of numbers and products in twice the working precision (Ogita, Rump and Oishi, doi:10.1137/030601818, Dot2).</summary>
internal struct DoubledSum
{
    /// <summary>Bound on the error of a sum, relative to the sum of the moduli of its terms: n terms err by n² of this, for n up to a few thousand.</summary>
    public const double Unit = 4 * 1.1102230246251565e-16 * 1.1102230246251565e-16;

    private double high;
    private double low;

    /// <summary>The sum, rounded.</summary>
    public readonly double Value => high + low;

    /// <summary>What the rounded sum lacks.</summary>
    public readonly double Rest => low - (high + low - high);

    public void Add(double value)
    {
        double sum = high + value;
        double part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
    }

    public void AddProduct(double a, double b)
    {
        double product = a * b;
        low += Math.FusedMultiplyAdd(a, b, -product);
        Add(product);
    }
}

/// <summary>A dense matrix of numbers with some 32 digits, column-major in two planes; columns are padded with zeros to whole vectors.</summary>
internal sealed unsafe class DoubleDoubleMatrix
{
    private const int Lanes = 8;
    private readonly int stride;
    private readonly double[] high;
    private readonly double[] low;

    /// <summary>Zero, [rows, columns].</summary>
    public DoubleDoubleMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        stride = (rows + Lanes - 1) / Lanes * Lanes;
        high = new double[stride * columns];
        low = new double[stride * columns];
    }

    public int Rows { get; }

    public int Columns { get; }

    public DoubleDouble this[int row, int column]
    {
        get => new(high[row + (column * stride)], low[row + (column * stride)]);
        set => (high[row + (column * stride)], low[row + (column * stride)]) = value;
    }

    /// <summary>A matrix of doubles, column-major without padding.</summary>
    public static DoubleDoubleMatrix Of(int rows, int columns, ReadOnlySpan<double> values)
    {
        var matrix = new DoubleDoubleMatrix(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            values.Slice(j * rows, rows).CopyTo(matrix.high.AsSpan(j * matrix.stride));
        }

        return matrix;
    }

    public static DoubleDoubleMatrix Identity(int n)
    {
        var matrix = new DoubleDoubleMatrix(n, n);
        for (int i = 0; i < n; i++)
        {
            matrix[i, i] = new DoubleDouble(1, 0);
        }

        return matrix;
    }

    public DoubleDoubleMatrix Copy()
    {
        var copy = new DoubleDoubleMatrix(Rows, Columns);
        high.CopyTo(copy.high, 0);
        low.CopyTo(copy.low, 0);
        return copy;
    }

    /// <summary>Largest modulus of an entry.</summary>
    public double Largest()
    {
        var largest = Vector512<double>.Zero;
        for (int i = 0; i < high.Length; i += Lanes)
        {
            largest = Vector512.Max(largest, Vector512.Abs(Vector512.LoadUnsafe(ref high[i])));
        }

        double found = largest[0];
        for (int lane = 1; lane < Lanes; lane++)
        {
            found = Math.Max(found, largest[lane]);
        }

        return found;
    }

    public void Scale(DoubleDouble factor)
    {
        for (int i = 0; i < high.Length; i += Lanes)
        {
            Store(Product(Load(i), factor), i);
        }
    }

    public void Add(DoubleDoubleMatrix other)
    {
        for (int i = 0; i < high.Length; i += Lanes)
        {
            Store(Sum(Load(i), other.Load(i)), i);
        }
    }

    /// <summary>Adds factor times another matrix of the same size.</summary>
    public void AddProduct(DoubleDouble factor, DoubleDoubleMatrix other)
    {
        for (int i = 0; i < high.Length; i += Lanes)
        {
            Store(Sum(Load(i), Product(other.Load(i), factor)), i);
        }
    }

    /// <summary>Adds Σ_i factors_i · terms_(last - i), term after term.</summary>
    public void AddConvolution(ReadOnlySpan<double> factors, ReadOnlySpan<DoubleDoubleMatrix> terms)
    {
        OperationCount.Add(OperationCount.Extended * high.Length * (double)terms.Length);
        for (int i = 0; i < high.Length; i += Lanes)
        {
            (Vector512<double> High, Vector512<double> Low) sum = Load(i);
            for (int k = 0; k < terms.Length; k++)
            {
                sum = Sum(sum, Product(terms[^(k + 1)].Load(i), new DoubleDouble(factors[k], 0)));
            }

            Store(sum, i);
        }
    }

    /// <summary>Σ row_i · this_i0 over the first column, rounded to the nearest double.</summary>
    public double Dot(ReadOnlySpan<double> row)
    {
        DoubleDouble sum = default;
        for (int i = 0; i < row.Length; i++)
        {
            sum += this[i, 0] * row[i];
        }

        return sum.High;
    }

    /// <summary>a·b. An entry of n terms errs by some n · 2⁻¹⁰⁴ of the sum of their moduli.</summary>
    public static DoubleDoubleMatrix Multiply(DoubleDoubleMatrix a, DoubleDoubleMatrix b)
    {
        var product = new DoubleDoubleMatrix(a.Rows, b.Columns);
        Multiply(a, b, product);
        return product;
    }

    /// <summary>a·b, written over a third matrix.</summary>
    /// <inheritdoc cref="Multiply(DoubleDoubleMatrix, DoubleDoubleMatrix)"/>
    public static void Multiply(DoubleDoubleMatrix a, DoubleDoubleMatrix b, DoubleDoubleMatrix product)
    {
        OperationCount.Add((double)OperationCount.Extended * a.Rows * a.Columns * b.Columns);
        fixed (double* ah = a.high, al = a.low, bh = b.high, bl = b.low, ch = product.high, cl = product.low)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                for (int i = 0; i < a.stride; i += Lanes)
                {
                    nint at = i + ((nint)j * a.stride);
                    Panel(ah + i, al + i, a.stride, bh + ((nint)j * b.stride), bl + ((nint)j * b.stride), a.Columns, ch + at, cl + at);
                }
            }
        }
    }

    /// <summary>Eight entries of a column; two sums over even and odd terms, whose rounding errors are gathered and added last.</summary>
    private static void Panel(double* ah, double* al, int stride, double* bh, double* bl, int count, double* high, double* low)
    {
        Vector512<double> even = default, odd = default, evenError = default, oddError = default;
        int k = 0;
        for (; k + 2 <= count; k += 2)
        {
            Accumulate(ah + ((nint)k * stride), al + ((nint)k * stride), bh[k], bl[k], ref even, ref evenError);
            Accumulate(ah + ((nint)(k + 1) * stride), al + ((nint)(k + 1) * stride), bh[k + 1], bl[k + 1], ref odd, ref oddError);
        }

        if (k < count)
        {
            Accumulate(ah + ((nint)k * stride), al + ((nint)k * stride), bh[k], bl[k], ref even, ref evenError);
        }

        (Vector512<double> sum, Vector512<double> error) = Sum(even, odd);
        error += evenError + oddError;
        Vector512<double> rounded = sum + error;
        rounded.Store(high);
        (error - (rounded - sum)).Store(low);
    }

    private static void Accumulate(double* ah, double* al, double bh, double bl, ref Vector512<double> sum, ref Vector512<double> error)
    {
        Vector512<double> a = Vector512.Load(ah), b = Vector512.Create(bh);
        Vector512<double> product = a * b;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(a, b, -product);
        rest = Vector512.FusedMultiplyAdd(a, Vector512.Create(bl), rest);
        rest = Vector512.FusedMultiplyAdd(Vector512.Load(al), b, rest);
        (sum, Vector512<double> lost) = Sum(sum, product);
        error += lost + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector512<double> High, Vector512<double> Low) Load(int at) => (Vector512.LoadUnsafe(ref high[at]), Vector512.LoadUnsafe(ref low[at]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store((Vector512<double> High, Vector512<double> Low) value, int at)
    {
        value.High.StoreUnsafe(ref high[at]);
        value.Low.StoreUnsafe(ref low[at]);
    }

    /// <summary>Eight sums as <see cref="DoubleDouble"/> adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> High, Vector512<double> Low) Sum((Vector512<double> High, Vector512<double> Low) a, (Vector512<double> High, Vector512<double> Low) b)
    {
        (Vector512<double> sum, Vector512<double> error) = Sum(a.High, b.High);
        return Normalized(sum, error + (a.Low + b.Low));
    }

    /// <summary>Eight products as <see cref="DoubleDouble"/> multiplies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> High, Vector512<double> Low) Product((Vector512<double> High, Vector512<double> Low) a, DoubleDouble factor)
    {
        Vector512<double> b = Vector512.Create(factor.High);
        Vector512<double> product = a.High * b;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(a.High, b, -product);
        return Normalized(product, rest + ((a.High * factor.Low) + (a.Low * b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> High, Vector512<double> Low) Normalized(Vector512<double> high, Vector512<double> low)
    {
        Vector512<double> sum = high + low;
        return (sum, low - (sum - high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Sum, Vector512<double> Error) Sum(Vector512<double> a, Vector512<double> b)
    {
        Vector512<double> sum = a + b;
        Vector512<double> virtualB = sum - a;
        return (sum, (a - (sum - virtualB)) + (b - virtualB));
    }
}
