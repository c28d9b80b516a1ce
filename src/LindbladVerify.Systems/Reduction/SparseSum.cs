using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Reduction;

/// <summary>Sums of fixed sparse matrices with coefficients that change: the places of all entries are found once. Immutable.</summary>
internal sealed class SparseSum
{
    private readonly int order;
    private readonly int[] starts;
    private readonly int[] rows;
    private readonly (int[] Places, double[] Values)[] parts;

    /// <summary>Finds the places.</summary>
    /// <param name="order">n.</param>
    /// <param name="parts">Matrices [n, n].</param>
    public SparseSum(int order, IReadOnlyList<SparseMatrix<double>> parts)
    {
        this.order = order;
        var pattern = SparseMatrix<double>.FromEntries(order, order, parts.SelectMany(p => p.Entries()).Select(e => (e.Row, e.Column, 1.0)));
        starts = pattern.ColumnStarts.ToArray();
        rows = pattern.RowIndices.ToArray();
        this.parts = [.. parts.Select(p => (Places(p), p.Values.ToArray()))];
    }

    /// <summary>Σ c_k A_k; entries that cancel up to the rounding of their terms are left out.</summary>
    /// <param name="coefficients">One for each matrix.</param>
    /// <param name="cancelled">Set where an entry was left out.</param>
    public SparseMatrix<double> At(ReadOnlySpan<double> coefficients, ref bool cancelled)
    {
        double[] sums = new double[rows.Length];
        double[] magnitudes = new double[rows.Length];
        for (int k = 0; k < parts.Length; k++)
        {
            (int[] places, double[] values) = parts[k];
            double c = coefficients[k];
            for (int p = 0; p < places.Length; p++)
            {
                double term = c * values[p];
                sums[places[p]] += term;
                magnitudes[places[p]] += Math.Abs(term);
            }
        }

        int kept = 0;
        int[] keptStarts = new int[order + 1];
        int[] keptRows = new int[rows.Length];
        for (int column = 0; column < order; column++)
        {
            for (int p = starts[column]; p < starts[column + 1]; p++)
            {
                if (!CancellationSum.IsResidue(Math.Abs(sums[p]), magnitudes[p]))
                {
                    keptRows[kept] = rows[p];
                    sums[kept++] = sums[p];
                }
            }

            keptStarts[column + 1] = kept;
        }

        cancelled |= kept < rows.Length;
        return SparseMatrix<double>.FromCompressedColumns(order, order, keptStarts, keptRows[..kept], sums[..kept]);
    }

    private int[] Places(SparseMatrix<double> part)
    {
        int[] places = new int[part.StoredCount];
        int next = 0;
        for (int column = 0; column < order; column++)
        {
            int at = starts[column];
            for (int p = part.ColumnStarts[column]; p < part.ColumnStarts[column + 1]; p++)
            {
                at = Array.BinarySearch(rows, at, starts[column + 1] - at, part.RowIndices[p]);
                places[next++] = at;
            }
        }

        return places;
    }
}
