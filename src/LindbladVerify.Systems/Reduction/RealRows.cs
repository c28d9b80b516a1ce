using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Reduction;

/// <summary>Collects entries of a square real matrix that arrive grouped by one or two rows at a time.</summary>
internal sealed class RealRows(int order)
{
    private readonly List<(int Column, double Value)>?[] rows = new List<(int, double)>?[order];

    /// <summary>Adds to an entry.</summary>
    public void Add(int row, int column, double value)
    {
        if (value != 0)
        {
            (rows[row] ??= new List<(int, double)>(8)).Add((column, value));
        }
    }

    /// <summary>The matrix; entries of one place are added in the order in which they came.</summary>
    public SparseMatrix<double> ToMatrix()
    {
        int[] starts = new int[order + 1];
        var columns = new List<int>(4 * order);
        var values = new List<double>(4 * order);
        for (int i = 0; i < order; i++)
        {
            if (rows[i] is { } row)
            {
                Flush(row, columns, values, starts[i]);
            }

            starts[i + 1] = columns.Count;
        }

        return SparseMatrix<double>.FromCompressedColumns(order, order, starts, [.. columns], [.. values]).Transpose();
    }

    private static void Flush(List<(int Column, double Value)> row, List<int> columns, List<double> values, int start)
    {
        InsertionSort(row);
        foreach ((int column, double value) in row)
        {
            if (columns.Count > start && columns[^1] == column)
            {
                values[^1] += value;
            }
            else
            {
                DropZero(columns, values, start);
                columns.Add(column);
                values.Add(value);
            }
        }

        DropZero(columns, values, start);
        for (int p = start; p < values.Count; p++)
        {
            // The factors √2 between pairs and real coordinates leave a unit in the last place, which long rotations would show.
            values[p] = CancellationSum.WithoutDust(values[p], Math.Abs(values[p]));
        }
    }

    private static void DropZero(List<int> columns, List<double> values, int start)
    {
        if (columns.Count > start && values[^1] == 0)
        {
            columns.RemoveAt(columns.Count - 1);
            values.RemoveAt(values.Count - 1);
        }
    }

    /// <summary>Stable, and rows are short.</summary>
    private static void InsertionSort(List<(int Column, double Value)> row)
    {
        for (int i = 1; i < row.Count; i++)
        {
            (int Column, double Value) item = row[i];
            int j = i;
            for (; j > 0 && row[j - 1].Column > item.Column; j--)
            {
                row[j] = row[j - 1];
            }

            row[j] = item;
        }
    }
}
