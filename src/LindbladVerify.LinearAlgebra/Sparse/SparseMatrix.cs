using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Sparse;

/// <summary>An immutable sparse matrix in compressed-column form, real (<c>double</c>) or complex (<c>Complex</c>).</summary>
/// <remarks>
/// Convention: column j holds entries ColumnStarts[j] .. ColumnStarts[j+1]-1, rows ascending, no stored zeros, no duplicates.
/// Cost: products and sums are linear in the number of stored entries they touch.
/// </remarks>
/// <typeparam name="T"><c>double</c> or <c>Complex</c>.</typeparam>
public sealed partial class SparseMatrix<T>
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
    public static SparseMatrix<T> Identity(int n)
    {
        T[] ones = new T[n];
        Array.Fill(ones, T.One);
        return Diagonal(ones);
    }

    /// <summary>The square matrix with these values on its diagonal.</summary>
    public static SparseMatrix<T> Diagonal(IReadOnlyList<T> diagonal)
    {
        var builder = new Builder(diagonal.Count, diagonal.Count, diagonal.Count);
        for (int i = 0; i < diagonal.Count; i++)
        {
            builder.Append(i, diagonal[i]);
            builder.EndColumn();
        }

        return builder.ToMatrix();
    }

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

        for (int k = 1; k < sorted.Length; k++)
        {
            if ((sorted[k].Column, sorted[k].Row).CompareTo((sorted[k - 1].Column, sorted[k - 1].Row)) < 0)
            {
                Array.Sort(Array.ConvertAll(sorted, e => ((long)e.Column * rows) + e.Row), sorted);
                break;
            }
        }

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
}

/// <summary>What complex sparse matrices can do beyond real ones.</summary>
internal static class ComplexSparseMatrixExtensions
{
    /// <summary>The entrywise complex conjugate.</summary>
    public static SparseMatrix<Complex> Conjugate(this SparseMatrix<Complex> a) => a.Map(Complex.Conjugate);

    /// <summary>The conjugate transpose.</summary>
    public static SparseMatrix<Complex> ConjugateTranspose(this SparseMatrix<Complex> a) => a.Transpose().Conjugate();
}
