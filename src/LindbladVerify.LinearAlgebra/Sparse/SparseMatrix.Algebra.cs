using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Sparse;

/// <content>Sums, products, transposes and what builds them column by column.</content>
public sealed partial class SparseMatrix<T>
    where T : struct, INumberBase<T>
{
    /// <summary>The sum.</summary>
    public static SparseMatrix<T> operator +(SparseMatrix<T> a, SparseMatrix<T> b) => Combine(a, b, T.One);

    /// <summary>The difference.</summary>
    public static SparseMatrix<T> operator -(SparseMatrix<T> a, SparseMatrix<T> b) => Combine(a, b, -T.One);

    /// <summary>The multiple.</summary>
    public static SparseMatrix<T> operator *(T factor, SparseMatrix<T> a) => a.Map(v => factor * v);

    /// <summary>The matrix product.</summary>
    public static SparseMatrix<T> operator *(SparseMatrix<T> a, SparseMatrix<T> b)
    {
        RequireSame(a.Columns, b.Rows, "columns of the left factor and rows of the right one");
        var builder = new Builder(a.Rows, b.Columns, a.StoredCount + b.StoredCount);
        var accumulator = new ColumnAccumulator(a.Rows);
        for (int column = 0; column < b.Columns; column++)
        {
            for (int p = b.columnStarts[column]; p < b.columnStarts[column + 1]; p++)
            {
                a.AddColumnTo(accumulator, b.rowIndices[p], b.values[p]);
            }

            accumulator.Flush(builder);
        }

        return builder.ToMatrix();
    }

    /// <summary>Kronecker product: block (i, j) of the result is a[i, j] times b.</summary>
    public static SparseMatrix<T> Kronecker(SparseMatrix<T> a, SparseMatrix<T> b)
    {
        int rows = checked(a.Rows * b.Rows);
        int columns = checked(a.Columns * b.Columns);
        var builder = new Builder(rows, columns, checked(a.StoredCount * b.StoredCount));
        for (int ja = 0; ja < a.Columns; ja++)
        {
            for (int jb = 0; jb < b.Columns; jb++)
            {
                for (int pa = a.columnStarts[ja]; pa < a.columnStarts[ja + 1]; pa++)
                {
                    for (int pb = b.columnStarts[jb]; pb < b.columnStarts[jb + 1]; pb++)
                    {
                        builder.Append((a.rowIndices[pa] * b.Rows) + b.rowIndices[pb], a.values[pa] * b.values[pb]);
                    }
                }

                builder.EndColumn();
            }
        }

        return builder.ToMatrix();
    }

    /// <summary>1 ⊗ a ⊗ 1 with identities of these sizes, made in one pass.</summary>
    internal static SparseMatrix<T> Embed(int before, SparseMatrix<T> a, int after)
    {
        int rows = checked(before * a.Rows * after);
        int columns = checked(before * a.Columns * after);
        var builder = new Builder(rows, columns, checked(before * a.StoredCount * after));
        for (int column = 0; column < columns; column++)
        {
            (int outer, int inner) = Math.DivRem(column, after);
            (int block, int local) = Math.DivRem(outer, a.Columns);
            for (int p = a.columnStarts[local]; p < a.columnStarts[local + 1]; p++)
            {
                builder.Append((((block * a.Rows) + a.rowIndices[p]) * after) + inner, a.values[p]);
            }

            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

    /// <summary>The transpose, without conjugation.</summary>
    public SparseMatrix<T> Transpose()
    {
        int[] starts = new int[Rows + 1];
        foreach (int row in rowIndices)
        {
            starts[row + 1]++;
        }

        for (int row = 0; row < Rows; row++)
        {
            starts[row + 1] += starts[row];
        }

        int[] next = starts[..^1];
        int[] indices = new int[StoredCount];
        T[] transposed = new T[StoredCount];
        for (int column = 0; column < Columns; column++)
        {
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                int target = next[rowIndices[p]]++;
                indices[target] = column;
                transposed[target] = values[p];
            }
        }

        return new SparseMatrix<T>(Columns, Rows, starts, indices, transposed);
    }

    /// <summary>The same pattern with every value mapped; values mapped to zero are dropped.</summary>
    public SparseMatrix<TResult> Map<TResult>(Func<T, TResult> map)
        where TResult : struct, INumberBase<TResult>
    {
        var mapped = new TResult[StoredCount];
        bool zeros = false;
        for (int p = 0; p < mapped.Length; p++)
        {
            mapped[p] = map(values[p]);
            zeros |= TResult.IsZero(mapped[p]);
        }

        if (!zeros)
        {
            return new SparseMatrix<TResult>(Rows, Columns, columnStarts, rowIndices, mapped);
        }

        var builder = new SparseMatrix<TResult>.Builder(Rows, Columns, StoredCount);
        for (int column = 0; column < Columns; column++)
        {
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                builder.Append(rowIndices[p], mapped[p]);
            }

            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

    /// <summary>y = alpha A x + beta y. With beta = 0, y is not read.</summary>
    public void MultiplyInto(T alpha, ReadOnlySpan<T> x, T beta, Span<T> y)
    {
        RequireSame(x.Length, Columns, "length of x and columns");
        RequireSame(y.Length, Rows, "length of y and rows");
        if (T.IsZero(beta))
        {
            y.Clear();
        }
        else if (beta != T.One)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] *= beta;
            }
        }

        for (int column = 0; column < x.Length; column++)
        {
            T scaled = alpha * x[column];
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                y[rowIndices[p]] += values[p] * scaled;
            }
        }
    }

    /// <summary>A x.</summary>
    public T[] Multiply(ReadOnlySpan<T> x)
    {
        T[] y = new T[Rows];
        MultiplyInto(T.One, x, T.Zero, y);
        return y;
    }

    /// <summary>The rows and columns with these indices, in this order.</summary>
    public SparseMatrix<T> Submatrix(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        int[] position = new int[Rows];
        Array.Fill(position, -1);
        for (int i = 0; i < rows.Length; i++)
        {
            position[rows[i]] = i;
        }

        var entries = new List<(int, int, T)>();
        for (int j = 0; j < columns.Length; j++)
        {
            for (int p = columnStarts[columns[j]]; p < columnStarts[columns[j] + 1]; p++)
            {
                if (position[rowIndices[p]] >= 0)
                {
                    entries.Add((position[rowIndices[p]], j, values[p]));
                }
            }
        }

        return FromEntries(rows.Length, columns.Length, entries);
    }

    private static SparseMatrix<T> Combine(SparseMatrix<T> a, SparseMatrix<T> b, T factor)
    {
        RequireSame(a.Rows, b.Rows, "rows");
        RequireSame(a.Columns, b.Columns, "columns");
        var builder = new Builder(a.Rows, a.Columns, a.StoredCount + b.StoredCount);
        for (int column = 0; column < a.Columns; column++)
        {
            int p = a.columnStarts[column];
            int q = b.columnStarts[column];
            while (p < a.columnStarts[column + 1] || q < b.columnStarts[column + 1])
            {
                int row = p < a.columnStarts[column + 1] ? a.rowIndices[p] : int.MaxValue;
                int other = q < b.columnStarts[column + 1] ? b.rowIndices[q] : int.MaxValue;
                T sum = row <= other ? a.values[p++] : T.Zero;
                builder.Append(Math.Min(row, other), other <= row ? sum + (factor * b.values[q++]) : sum);
            }

            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

    private static void RequireSame(int a, int b, string what)
    {
        if (a != b)
        {
            throw new ArgumentException($"The {what} must agree: {a} and {b}.");
        }
    }

    private void AddColumnTo(ColumnAccumulator accumulator, int column, T factor)
    {
        for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
        {
            accumulator.Add(rowIndices[p], values[p] * factor);
        }
    }

    /// <summary>Takes the entries of one column after the other.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="capacity">Entries for which there is room at first.</param>
    internal sealed class Builder(int rows, int columns, int capacity)
    {
        private readonly int[] starts = new int[columns + 1];
        private int[] indices = new int[capacity];
        private T[] entries = new T[capacity];
        private int column;
        private int count;

        public void Append(int row, T value)
        {
            if (T.IsZero(value))
            {
                return;
            }

            if (count == entries.Length)
            {
                Resize(Math.Max(16, 2 * count));
            }

            indices[count] = row;
            entries[count++] = value;
        }

        public void EndColumn() => starts[++column] = count;

        /// <summary>The matrix, which takes the arrays of the builder.</summary>
        public SparseMatrix<T> ToMatrix()
        {
            if (count < entries.Length)
            {
                Resize(count);
            }

            return new SparseMatrix<T>(rows, columns, starts, indices, entries);
        }

        private void Resize(int size)
        {
            Array.Resize(ref indices, size);
            Array.Resize(ref entries, size);
        }
    }

    private sealed class ColumnAccumulator(int rows)
    {
        private readonly T[] sums = new T[rows];
        private readonly bool[] touched = new bool[rows];
        private readonly List<int> order = [];

        public void Add(int row, T value)
        {
            if (!touched[row])
            {
                touched[row] = true;
                order.Add(row);
            }

            sums[row] += value;
        }

        public void Flush(Builder builder)
        {
            order.Sort();
            foreach (int row in order)
            {
                builder.Append(row, sums[row]);
                sums[row] = T.Zero;
                touched[row] = false;
            }

            order.Clear();
            builder.EndColumn();
        }
    }
}
