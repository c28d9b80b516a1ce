namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>The edges of the cells of a heat map: half-way between grid points on the scale of the axis.</summary>
internal static class CellEdges
{
    /// <summary>The outermost edges in data units; grid points without a place on the axis are left out.</summary>
    public static IEnumerable<double> Outer(IReadOnlyList<double> grid, AxisScale scale)
    {
        bool log = scale == AxisScale.Log10;
        double[] places = [.. grid.Where(v => !log || v > 0).Select(v => log ? Math.Log10(v) : v)];
        if (places.Length < 2)
        {
            return [];
        }

        double[] edges = Of(places);
        return log ? [Math.Pow(10, edges[0]), Math.Pow(10, edges[^1])] : [edges[0], edges[^1]];
    }

    /// <summary>All n + 1 edges around n increasing places.</summary>
    public static double[] Of(IReadOnlyList<double> places)
    {
        int n = places.Count;
        double[] edges = new double[n + 1];
        edges[0] = places[0] - ((places[1] - places[0]) / 2);
        edges[n] = places[n - 1] + ((places[n - 1] - places[n - 2]) / 2);
        for (int i = 1; i < n; i++)
        {
            edges[i] = places[i - 1] + ((places[i] - places[i - 1]) / 2);
        }

        return edges;
    }
}
