using System.Runtime.Intrinsics;

namespace LindbladVerify.Dynamics.Propagation;

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
        double largest = 0;
        foreach (double value in high)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    public void Scale(DoubleDouble factor)
    {
        for (int i = 0; i < high.Length; i++)
        {
            (high[i], low[i]) = new DoubleDouble(high[i], low[i]) * factor;
        }
    }

    public void Add(DoubleDoubleMatrix other)
    {
        for (int i = 0; i < high.Length; i++)
        {
            (high[i], low[i]) = new DoubleDouble(high[i], low[i]) + new DoubleDouble(other.high[i], other.low[i]);
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

        return product;
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

    private static (Vector512<double> Sum, Vector512<double> Error) Sum(Vector512<double> a, Vector512<double> b)
    {
        Vector512<double> sum = a + b;
        Vector512<double> virtualB = sum - a;
        return (sum, (a - (sum - virtualB)) + (b - virtualB));
    }
}
