using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// Coordinates in which the quantities m (mᵀG = 0) that every part G of a generator conserves come first and stay what they are: of v the
/// coordinate f of each is replaced by mᵀv, with m_f = 1 and 0 at the others' f. The trace is one of them. Without them the equations are
/// regular wherever their parameters are.
/// </summary>
internal sealed class ConservedCoordinates
{
    private const double Nothing = 1e-11;
    private const double Residue = 1e-14;
    private readonly int[] free;
    private readonly int[] rest;
    private readonly double[,] weights;

    /// <summary>Finds them by elimination.</summary>
    /// <param name="n">Number of coordinates.</param>
    /// <param name="parts">The parts, each [n, n].</param>
    public ConservedCoordinates(int n, IReadOnlyList<SparseMatrix<double>> parts)
    {
        List<double[]> rows = Reduced(n, parts, out List<int> pivots);
        rest = [.. pivots];
        free = [.. Enumerable.Range(0, n).Except(pivots)];
        weights = new double[free.Length, rest.Length];
        for (int q = 0; q < free.Length; q++)
        {
            for (int j = 0; j < rest.Length; j++)
            {
                double weight = -rows[j][free[q]];
                weights[q, j] = Math.Abs(weight) < Residue ? 0 : weight;
            }
        }
    }

    /// <summary>How many quantities are conserved.</summary>
    public int Count => free.Length;

    /// <summary>A part in the new coordinates; its first rows are zero.</summary>
    public SparseMatrix<double> Part(SparseMatrix<double> part)
    {
        double largest = part.StoredCount == 0 ? 0 : part.LargestModulus();
        var entries = new List<(int Row, int Column, double Value)>();
        int n = free.Length + rest.Length;
        double[] dense = part.ToDense();
        for (int i = 0; i < rest.Length; i++)
        {
            for (int q = 0; q < free.Length; q++)
            {
                Add(entries, free.Length + i, q, dense[rest[i] + (free[q] * n)], largest);
            }

            for (int j = 0; j < rest.Length; j++)
            {
                double value = dense[rest[i] + (rest[j] * n)];
                for (int q = 0; q < free.Length; q++)
                {
                    value -= dense[rest[i] + (free[q] * n)] * weights[q, j];
                }

                Add(entries, free.Length + i, free.Length + j, value, largest);
            }
        }

        return SparseMatrix<double>.FromEntries(n, n, entries);
    }

    /// <summary>A state in the new coordinates.</summary>
    public double[] State(double[] v)
    {
        double[] u = new double[v.Length];
        for (int q = 0; q < free.Length; q++)
        {
            u[q] = v[free[q]];
            for (int j = 0; j < rest.Length; j++)
            {
                u[q] += weights[q, j] * v[rest[j]];
            }
        }

        for (int j = 0; j < rest.Length; j++)
        {
            u[free.Length + j] = v[rest[j]];
        }

        return u;
    }

    /// <summary>An observable in the new coordinates.</summary>
    public double[] Row(double[] r)
    {
        double[] u = new double[r.Length];
        for (int q = 0; q < free.Length; q++)
        {
            u[q] = r[free[q]];
        }

        for (int j = 0; j < rest.Length; j++)
        {
            u[free.Length + j] = r[rest[j]];
            for (int q = 0; q < free.Length; q++)
            {
                u[free.Length + j] -= r[free[q]] * weights[q, j];
            }
        }

        return u;
    }

    private static void Add(List<(int Row, int Column, double Value)> entries, int row, int column, double value, double largest)
    {
        if (Math.Abs(value) > Residue * largest)
        {
            entries.Add((row, column, value));
        }
    }

    /// <summary>Gauss–Jordan on the columns of all parts, each scaled to 1: the rows with a pivot, in the order of the pivots.</summary>
    private static List<double[]> Reduced(int n, IReadOnlyList<SparseMatrix<double>> parts, out List<int> pivots)
    {
        var open = new List<double[]>();
        foreach (SparseMatrix<double> part in parts)
        {
            double[] dense = part.ToDense();
            for (int j = 0; j < n; j++)
            {
                double[] column = dense[(j * n)..((j + 1) * n)];
                double largest = column.Max(Math.Abs);
                if (largest > 0)
                {
                    open.Add(Array.ConvertAll(column, v => v / largest));
                }
            }
        }

        var done = new List<double[]>();
        pivots = [];
        for (int i = 0; i < n && open.Count > 0; i++)
        {
            double[] pivot = open.MaxBy(r => Math.Abs(r[i]))!;
            if (Math.Abs(pivot[i]) <= Nothing)
            {
                continue;
            }

            open.Remove(pivot);
            double scale = pivot[i];
            for (int k = 0; k < n; k++)
            {
                pivot[k] /= scale;
            }

            foreach (double[] row in done.Concat(open))
            {
                double factor = row[i];
                if (factor != 0)
                {
                    for (int k = 0; k < n; k++)
                    {
                        row[k] -= factor * pivot[k];
                    }

                    row[i] = 0;
                }
            }

            open.RemoveAll(r => r.All(v => Math.Abs(v) <= Nothing));
            done.Add(pivot);
            pivots.Add(i);
        }

        return done;
    }
}
