using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Sparse;

/// <summary>An immutable sparse matrix in compressed-column form, real (<c>double</c>) or complex (<c>Complex</c>).</summary>
/// <remarks>
/// Convention: column j holds entries ColumnStarts[j] .. ColumnStarts[j+1]-1, rows ascending, no stored zeros, no duplicates.
/// Cost: products and sums are linear in the number of stored entries they touch.
/// </remarks>
/// <typeparam name="T"><c>double</c> or <c>Complex</c>.</typeparam>
public sealed class SparseMatrix<T>
    where T : struct, INumberBase<T>
{
    private readonly int[] columnStarts;
    private readonly int[] rowIndices;
    private readonly T[] values;

    private SparseMatrix(int rows, int columns, int[] columnStarts, int[] rowIndices, T[] values)
    {
        Rows = rows;
        Columns = columns;
        this.columnStarts = columnStarts;
        this.rowIndices = rowIndices;
        this.values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of stored (nonzero) entries.</summary>
    public int StoredCount => values.Length;

    /// <summary>[Columns + 1] offsets of the columns in the entry arrays.</summary>
    public ReadOnlySpan<int> ColumnStarts => columnStarts;

    /// <summary>Row of each stored entry.</summary>
    public ReadOnlySpan<int> RowIndices => rowIndices;

    /// <summary>Value of each stored entry.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <summary>The entry (row, column); zero if it is not stored. O(log of the column's entries).</summary>
    public T this[int row, int column]
    {
        get
        {
            int start = columnStarts[column];
            int found = Array.BinarySearch(rowIndices, start, columnStarts[column + 1] - start, row);
            return found >= 0 ? values[found] : T.Zero;
        }
    }

    /// <summary>The zero matrix.</summary>
    public static SparseMatrix<T> Zero(int rows, int columns) => new(rows, columns, new int[columns + 1], [], []);

    /// <summary>The identity of size n.</summary>
    public static SparseMatrix<T> Identity(int n) => Diagonal(Enumerable.Repeat(T.One, n).ToArray());

    /// <summary>The square matrix with these values on its diagonal.</summary>
    public static SparseMatrix<T> Diagonal(IReadOnlyList<T> diagonal) =>
        FromEntries(diagonal.Count, diagonal.Count, diagonal.Select((v, i) => (i, i, v)));

    /// <summary>Collects (row, column, value) entries; duplicates are added, exact zeros dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the matrix.</exception>
    public static SparseMatrix<T> FromEntries(int rows, int columns, IEnumerable<(int Row, int Column, T Value)> entries)
    {
        (int Row, int Column, T Value)[] sorted = [.. entries];
        foreach ((int row, int column, _) in sorted)
        {
            if ((uint)row >= (uint)rows || (uint)column >= (uint)columns)
            {
                throw new ArgumentOutOfRangeException(nameof(entries), $"Entry ({row}, {column}) lies outside a {rows} x {columns} matrix.");
            }
        }

        long[] keys = Array.ConvertAll(sorted, e => ((long)e.Column * rows) + e.Row);
        Array.Sort(keys, sorted);

        var builder = new Builder(rows, columns, sorted.Length);
        int next = 0;
        for (int column = 0; column < columns; column++)
        {
            while (next < sorted.Length && sorted[next].Column == column)
            {
                int row = sorted[next].Row;
                T sum = T.Zero;
                for (; next < sorted.Length && sorted[next].Column == column && sorted[next].Row == row; next++)
                {
                    sum += sorted[next].Value;
                }

                builder.Append(row, sum);
            }

            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

    /// <summary>A matrix from its compressed columns, which it keeps: do not change the arrays afterwards.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="columnStarts">[columns + 1] offsets, ascending from 0 to the number of entries.</param>
    /// <param name="rowIndices">Row of each entry, ascending within a column.</param>
    /// <param name="values">Entries, none zero.</param>
    /// <exception cref="ArgumentException">The arrays are not of this form.</exception>
    public static SparseMatrix<T> FromCompressedColumns(int rows, int columns, int[] columnStarts, int[] rowIndices, T[] values)
    {
        bool valid = columnStarts.Length == columns + 1 && columnStarts[0] == 0 && columnStarts[columns] == values.Length && rowIndices.Length == values.Length;
        for (int column = 0; valid && column < columns; column++)
        {
            valid = columnStarts[column] <= columnStarts[column + 1];
            for (int p = columnStarts[column]; valid && p < columnStarts[column + 1]; p++)
            {
                int least = p > columnStarts[column] ? rowIndices[p - 1] + 1 : 0;
                valid = rowIndices[p] >= least && rowIndices[p] < rows && !T.IsZero(values[p]);
            }
        }

        return valid
            ? new SparseMatrix<T>(rows, columns, columnStarts, rowIndices, values)
            : throw new ArgumentException($"The arrays are not the compressed columns of a {rows} x {columns} matrix: rows must ascend within each column and no entry may be zero.");
    }

    /// <summary>The nonzero entries of a dense column-major array.</summary>
    public static SparseMatrix<T> FromDense(int rows, int columns, ReadOnlySpan<T> dense)
    {
        if (dense.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{dense.Length} values cannot fill a {rows} x {columns} matrix.", nameof(dense));
        }

        var builder = new Builder(rows, columns, rows);
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                builder.Append(row, dense[row + (column * rows)]);
            }

            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

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
        var builder = new SparseMatrix<TResult>.Builder(Rows, Columns, StoredCount);
        for (int column = 0; column < Columns; column++)
        {
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                builder.Append(rowIndices[p], map(values[p]));
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

    /// <summary>All entries, column-major [Rows, Columns].</summary>
    public T[] ToDense()
    {
        T[] dense = new T[checked(Rows * Columns)];
        for (int column = 0; column < Columns; column++)
        {
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                dense[rowIndices[p] + (column * Rows)] = values[p];
            }
        }

        return dense;
    }

    /// <summary>The stored entries, column by column.</summary>
    public IEnumerable<(int Row, int Column, T Value)> Entries()
    {
        for (int column = 0; column < Columns; column++)
        {
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                yield return (rowIndices[p], column, values[p]);
            }
        }
    }

    /// <summary>Sum of the diagonal entries.</summary>
    public T Trace()
    {
        T sum = T.Zero;
        for (int i = 0; i < Math.Min(Rows, Columns); i++)
        {
            sum += this[i, i];
        }

        return sum;
    }

    /// <summary>Largest column sum of moduli.</summary>
    public double NormOne()
    {
        double largest = 0;
        for (int column = 0; column < Columns; column++)
        {
            double sum = 0;
            for (int p = columnStarts[column]; p < columnStarts[column + 1]; p++)
            {
                sum += Modulus(values[p]);
            }

            largest = double.IsNaN(sum) ? sum : Math.Max(largest, sum);
        }

        return largest;
    }

    /// <summary>Largest modulus of an entry; 0 for the zero matrix.</summary>
    public double LargestModulus()
    {
        double largest = 0;
        foreach (T value in values)
        {
            largest = Math.Max(largest, Modulus(value));
        }

        return largest;
    }

    private static double Modulus(T value) => double.CreateChecked(T.Abs(value));

    private static SparseMatrix<T> Combine(SparseMatrix<T> a, SparseMatrix<T> b, T factor)
    {
        RequireSame(a.Rows, b.Rows, "rows");
        RequireSame(a.Columns, b.Columns, "columns");
        var builder = new Builder(a.Rows, a.Columns, a.StoredCount + b.StoredCount);
        var accumulator = new ColumnAccumulator(a.Rows);
        for (int column = 0; column < a.Columns; column++)
        {
            a.AddColumnTo(accumulator, column, T.One);
            b.AddColumnTo(accumulator, column, factor);
            accumulator.Flush(builder);
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

    internal sealed class Builder(int rows, int columns, int capacity)
    {
        private readonly int[] starts = new int[columns + 1];
        private readonly List<int> indices = new(capacity);
        private readonly List<T> entries = new(capacity);
        private int column;

        public void Append(int row, T value)
        {
            if (!T.IsZero(value))
            {
                indices.Add(row);
                entries.Add(value);
            }
        }

        public void EndColumn() => starts[++column] = entries.Count;

        public SparseMatrix<T> ToMatrix() => new(rows, columns, starts, [.. indices], [.. entries]);
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
