using System.Numerics;
using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.LinearAlgebra.Faber;

/// <summary>A real sparse matrix as an operator: both products gather along compressed rows, so every result has one writer.</summary>
internal sealed class SparseOperator : ILinearOperator
{
    private readonly int[] rowStarts;
    private readonly int[] columns;
    private readonly double[] rowValues;
    private readonly int[] columnStarts;
    private readonly int[] rows;
    private readonly double[] columnValues;

    /// <summary>Prepares a square matrix for products.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public SparseOperator(SparseMatrix<double> matrix)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"The matrix must be square, not {matrix.Rows} x {matrix.Columns}.", nameof(matrix));
        }

        Matrix = matrix;
        Dimension = matrix.Rows;
        SparseMatrix<double> transpose = matrix.Transpose();
        rowStarts = transpose.ColumnStarts.ToArray();
        columns = transpose.RowIndices.ToArray();
        rowValues = transpose.Values.ToArray();
        columnStarts = matrix.ColumnStarts.ToArray();
        rows = matrix.RowIndices.ToArray();
        columnValues = matrix.Values.ToArray();
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>The matrix.</summary>
    public SparseMatrix<double> Matrix { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> x, Span<double> y) => Gather(rowStarts, columns, rowValues, x, y);

    /// <inheritdoc/>
    public void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y) => Gather(columnStarts, rows, columnValues, x, y);

    /// <summary>Gershgorin discs of the symmetric part and a row-sum bound of the skew part.</summary>
    public NumericalRange RangeBound()
    {
        double low = 0, high = 0, imaginary = 0;
        for (int i = 0; i < Dimension; i++)
        {
            double diagonal = 0;
            double radius = 0;
            for (int p = rowStarts[i]; p < rowStarts[i + 1]; p++)
            {
                if (columns[p] == i)
                {
                    diagonal = rowValues[p];
                }
                else
                {
                    radius += Math.Abs(rowValues[p]) / 2;
                }
            }

            for (int p = columnStarts[i]; p < columnStarts[i + 1]; p++)
            {
                radius += rows[p] == i ? 0 : Math.Abs(columnValues[p]) / 2;
            }

            low = i == 0 ? diagonal - radius : Math.Min(low, diagonal - radius);
            high = i == 0 ? diagonal + radius : Math.Max(high, diagonal + radius);
            imaginary = Math.Max(imaginary, radius);
        }

        return new NumericalRange(low, high, imaginary);
    }

    private static void Gather(int[] starts, int[] indices, double[] values, ReadOnlySpan<double> x, Span<double> y)
    {
        int p = 0;
        for (int i = 0; i + 1 < starts.Length; i++)
        {
            double sum = 0;
            for (int end = starts[i + 1]; p < end; p++)
            {
                sum += values[p] * x[indices[p]];
            }

            y[i] = sum;
        }
    }
}

/// <summary>A real square matrix known by what it does to vectors.</summary>
/// <remarks>Implementations may keep scratch space, so one instance serves one thread at a time.</remarks>
public interface ILinearOperator
{
    /// <summary>Order n.</summary>
    int Dimension { get; }

    /// <summary>y = A x; x and y [n] do not overlap.</summary>
    void Apply(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>y = Aᵀ x; x and y [n] do not overlap.</summary>
    void ApplyTransposed(ReadOnlySpan<double> x, Span<double> y);

    /// <summary>A rigorous, cheap enclosure of the numerical range; it may be several times too wide.</summary>
    NumericalRange RangeBound();

    /// <summary>A fixed vector [n] of norm 1 without special directions, from the space that the operator acts on; the start of estimates.</summary>
    double[] SampleVector()
    {
        // A golden-ratio sequence: no entry is special, and no random stream is needed.
        double[] x = new double[Dimension];
        double phase = 0;
        for (int i = 0; i < x.Length; i++)
        {
            phase += 0.6180339887498949;
            phase -= Math.Floor(phase);
            x[i] = phase - 0.5 + ((i & 1) == 0 ? 0.1 : -0.1);
        }

        VectorKernels.Scale(1 / VectorKernels.Norm(x), x);
        return x;
    }
}

/// <summary>A row vector that knows where its nonzero entries are.</summary>
internal sealed class SparseRow
{
    private readonly double[] dense;
    private readonly int[]? indices;

    public SparseRow(double[] row)
    {
        dense = row;
        int count = row.Count(v => v != 0);
        if (count * 8 < row.Length)
        {
            indices = [.. Enumerable.Range(0, row.Length).Where(i => row[i] != 0)];
        }
    }

    /// <summary>The product with a vector.</summary>
    public double Dot(ReadOnlySpan<double> x)
    {
        if (indices is null)
        {
            return VectorKernels.Dot(dense, x);
        }

        double sum = 0;
        foreach (int i in indices)
        {
            sum += dense[i] * x[i];
        }

        return sum;
    }
}

/// <summary>The few operations on real vectors that the time steppers need.</summary>
internal static class VectorKernels
{
    /// <summary>x · y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        ReadOnlySpan<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        Vector<double> sums = Vector<double>.Zero;
        for (int i = 0; i < xs.Length; i++)
        {
            sums += xs[i] * ys[i];
        }

        double sum = Vector.Sum(sums);
        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>The Euclidean norm.</summary>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    /// <summary>y += factor · x.</summary>
    public static void Add(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<Vector<double>> xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        Span<Vector<double>> ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        Vector<double> f = new(factor);
        for (int i = 0; i < xs.Length; i++)
        {
            ys[i] += f * xs[i];
        }

        for (int i = xs.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }

    /// <summary>y += Σ_j scale · weights_j · xs_j, in this order, with y held in registers; the same bits as one sum after the other.</summary>
    public static void AddAll(double scale, ReadOnlySpan<double> weights, double[][] xs, Span<double> y)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= y.Length; i += Vector<double>.Count)
        {
            Vector<double> sum = new(y[i..]);
            for (int j = 0; j < weights.Length; j++)
            {
                if (weights[j] != 0)
                {
                    sum += new Vector<double>(scale * weights[j]) * new Vector<double>(xs[j], i);
                }
            }

            sum.CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            double sum = y[i];
            for (int j = 0; j < weights.Length; j++)
            {
                sum = weights[j] != 0 ? sum + (scale * weights[j] * xs[j][i]) : sum;
            }

            y[i] = sum;
        }
    }

    /// <summary>x *= factor.</summary>
    public static void Scale(double factor, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }
}
