using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.LinearAlgebra.Krylov;

/// <summary>A real sparse matrix as an operator: both products gather along compressed rows, so every result has one writer.</summary>
public sealed class SparseOperator : ILinearOperator
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
