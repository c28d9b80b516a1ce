namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>
/// The incomplete Cholesky factor, without fill, of a symmetric M-matrix: it exists, with positive pivots, for every such matrix
/// (J. A. Meijerink and H. A. van der Vorst, Math. Comp. 31, 148 (1977), doi:10.1090/S0025-5718-1977-0438681-4).
/// </summary>
internal sealed class IncompleteCholesky
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly double[] lower;
    private readonly double[] diagonal;
    private readonly double[] row;

    /// <summary>Reserves the pattern of the strict lower triangle.</summary>
    /// <param name="starts">[n + 1] offsets of the rows of the whole symmetric pattern without diagonal.</param>
    /// <param name="partners">Columns, ascending in every row.</param>
    public IncompleteCholesky(int[] starts, int[] partners)
    {
        int n = starts.Length - 1;
        this.starts = new int[n + 1];
        var below = new List<int>();
        for (int i = 0; i < n; i++)
        {
            for (int k = starts[i]; k < starts[i + 1] && partners[k] < i; k++)
            {
                below.Add(partners[k]);
            }

            this.starts[i + 1] = below.Count;
        }

        columns = [.. below];
        lower = new double[below.Count];
        diagonal = new double[n];
        row = new double[n];
    }

    /// <summary>Factors the matrix with these diagonal entries and -s times the rates off the diagonal.</summary>
    /// <param name="s">Factor of the rates.</param>
    /// <param name="entries">Diagonal [n].</param>
    /// <param name="sourceStarts">Offsets of the whole pattern.</param>
    /// <param name="rates">Rates in the order of the whole pattern.</param>
    public void Factor(double s, ReadOnlySpan<double> entries, int[] sourceStarts, double[] rates)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            int length = starts[i + 1] - starts[i];
            for (int k = 0; k < length; k++)
            {
                row[columns[starts[i] + k]] = -s * rates[sourceStarts[i] + k];
            }

            double pivot = entries[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                int j = columns[k];
                double sum = row[j];
                for (int m = starts[j]; m < starts[j + 1]; m++)
                {
                    sum -= lower[m] * row[columns[m]];
                }

                row[j] = sum / diagonal[j];
                pivot -= row[j] * row[j];
            }

            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                lower[k] = row[columns[k]];
                row[columns[k]] = 0;
            }

            // Rounding can take the pivot of a nearly singular row; a positive stand-in only costs iterations.
            diagonal[i] = Math.Sqrt(pivot > 1e-15 * entries[i] ? pivot : 1e-15 * entries[i]);
        }
    }

    /// <summary>Solves L Lᵀ x = right.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> x)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            double sum = right[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                sum -= lower[k] * x[columns[k]];
            }

            x[i] = sum / diagonal[i];
        }

        for (int i = diagonal.Length - 1; i >= 0; i--)
        {
            x[i] /= diagonal[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                x[columns[k]] -= lower[k] * x[i];
            }
        }
    }
}
