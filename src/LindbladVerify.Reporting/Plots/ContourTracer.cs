namespace LindbladVerify.Reporting.Plots;

/// <summary>Finds the crossings of one level with the grid edges and joins them cell by cell into polylines.</summary>
internal sealed class ContourTracer(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> values, double level)
{
    private readonly int _nx = x.Count;
    private readonly Dictionary<int, List<int>> _neighbours = [];
    private readonly List<int> _order = [];

    // Edges are numbered 2 * node for the one to the right of a node and 2 * node + 1 for the one above it.
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Trace()
    {
        for (int j = 0; j + 1 < y.Count; j++)
        {
            for (int i = 0; i + 1 < _nx; i++)
            {
                AddCell(i, j);
            }
        }

        var lines = new List<IReadOnlyList<(double, double)>>();
        foreach (int edge in _order.Where(edge => _neighbours[edge].Count == 1).ToList())
        {
            Follow(edge, lines);
        }

        foreach (int edge in _order)
        {
            Follow(edge, lines);
        }

        return lines;
    }

    private void AddCell(int i, int j)
    {
        int node = (j * _nx) + i;
        double a = values[node] - level;
        double b = values[node + 1] - level;
        double c = values[node + _nx + 1] - level;
        double d = values[node + _nx] - level;
        if (!double.IsFinite(a + b + c + d))
        {
            return;
        }

        int bottom = 2 * node;
        int right = (2 * (node + 1)) + 1;
        int top = 2 * (node + _nx);
        int left = (2 * node) + 1;
        int above = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
        bool centreAbove = a + b + c + d > 0;
        switch (above)
        {
            case 1 or 14: Join(left, bottom); break;
            case 2 or 13: Join(bottom, right); break;
            case 4 or 11: Join(right, top); break;
            case 8 or 7: Join(top, left); break;
            case 3 or 12: Join(left, right); break;
            case 6 or 9: Join(bottom, top); break;
            case 5 or 10 when centreAbove == (above == 5): Join(left, top); Join(bottom, right); break;
            case 5 or 10: Join(left, bottom); Join(right, top); break;
            default: break;
        }
    }

    private void Join(int first, int second)
    {
        Neighbours(first).Add(second);
        Neighbours(second).Add(first);
    }

    private List<int> Neighbours(int edge)
    {
        if (!_neighbours.TryGetValue(edge, out List<int>? list))
        {
            list = [];
            _neighbours.Add(edge, list);
            _order.Add(edge);
        }

        return list;
    }

    private void Follow(int start, List<IReadOnlyList<(double X, double Y)>> lines)
    {
        if (_neighbours[start].Count == 0)
        {
            return;
        }

        var line = new List<(double X, double Y)> { Crossing(start) };
        for (int edge = start; _neighbours[edge].Count > 0;)
        {
            int next = _neighbours[edge][0];
            _neighbours[edge].RemoveAt(0);
            _neighbours[next].Remove(edge);
            line.Add(Crossing(next));
            edge = next;
        }

        lines.Add(line);
    }

    private (double X, double Y) Crossing(int edge)
    {
        int node = edge / 2;
        int other = edge % 2 == 0 ? node + 1 : node + _nx;
        double a = values[node] - level;
        double b = values[other] - level;
        double t = a / (a - b);
        (int i, int j) = (node % _nx, node / _nx);
        return edge % 2 == 0
            ? (x[i] + (t * (x[i + 1] - x[i])), y[j])
            : (x[i], y[j] + (t * (y[j + 1] - y[j])));
    }
}

/// <summary>A contour line of a heat map.</summary>
/// <param name="Value">The value on the line.</param>
/// <param name="Label">Words on the line, for example "10 %"; empty for none.</param>
internal sealed record ContourLevel(double Value, string Label);

/// <summary>Contour lines of values on a rectangular grid.</summary>
internal static class MarchingSquares
{
    /// <summary>The lines on which the bilinear interpolant of the grid equals <paramref name="level"/>.</summary>
    /// <param name="x">Abscissae [nx], increasing.</param>
    /// <param name="y">Ordinates [ny], increasing.</param>
    /// <param name="values">Values [ny, nx] row by row; cells with a value that is not finite have no line.</param>
    /// <param name="level">The value on the line.</param>
    /// <returns>Polylines; a closed one ends at its first point. Vertices lie on grid edges.</returns>
    /// <remarks>
    /// Accuracy: vertices are off the true line by O(h²) for a smooth field, tested on a circle.
    /// Where a cell is a saddle, the mean of its corners decides which sides the lines connect.
    /// Cost: O(nx ny).
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Contour(
        IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> values, double level)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != x.Count * y.Count)
        {
            throw new ArgumentException($"{values.Count} values do not fill a grid of {y.Count} by {x.Count}.", nameof(values));
        }

        return new ContourTracer(x, y, values, level).Trace();
    }
}
