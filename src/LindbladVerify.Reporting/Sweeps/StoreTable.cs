using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Reporting.Sweeps;

/// <summary>A store as a table: the number of the point, its parameters, its results. Read a stretch at a time, in the order of the sweep.</summary>
internal sealed class StoreTable
{
    private readonly SweepStore store;
    private readonly SweepParameters parameters;

    /// <summary>The table of a store.</summary>
    /// <param name="store">The store; it stays open.</param>
    public StoreTable(SweepStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
        parameters = SweepParameters.OfText(store.About.Text, store.About.Name);
        Names = ["point", .. parameters.Names, .. store.About.Columns.Select(c => c.Name)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The swept axes.</summary>
    public SweepPoints Points => parameters.Points;

    /// <summary>Number of rows: the points that are computed.</summary>
    public long Count => store.Count().Done;

    /// <summary>The rows, up to <see cref="SweepStore.ChunkPoints"/> at a time.</summary>
    /// <returns>How many, and [columns][at least so many]; valid until the next step.</returns>
    public IEnumerable<(int Count, double[][] Columns)> Read()
    {
        int known = parameters.Names.Count;
        double[][] columns = [.. Names.Select(_ => new double[SweepStore.ChunkPoints])];
        double[] point = new double[known];
        foreach ((long first, int count, double[][] results) in store.Read())
        {
            for (int k = 0; k < count; k++)
            {
                parameters.Fill(first + k, point);
                columns[0][k] = first + k;
                for (int j = 0; j < known; j++)
                {
                    columns[1 + j][k] = point[j];
                }
            }

            for (int c = 0; c < results.Length; c++)
            {
                results[c].AsSpan(0, count).CopyTo(columns[1 + known + c]);
            }

            yield return (count, columns);
        }
    }
}
