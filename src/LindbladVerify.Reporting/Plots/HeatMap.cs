using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Values on a rectangular grid as colours, with labelled contour lines.</summary>
public sealed record HeatMap : PlotItem
{
    /// <summary>A heat map. Each value colours the cell around its grid point; the cells meet half-way on the scale of the axis.</summary>
    /// <param name="label">Label of the colour bar (markup of <see cref="RichText"/>).</param>
    /// <param name="x">Abscissae, strictly increasing, at least 2.</param>
    /// <param name="y">Ordinates, strictly increasing, at least 2.</param>
    /// <param name="values">values[j, i] belongs to (x[i], y[j]); NaN is drawn as the paper.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a grid does not increase.</exception>
    public HeatMap(string label, IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] values)
        : base(label)
    {
        ArgumentNullException.ThrowIfNull(values);
        X = Grid(label, "x", x);
        Y = Grid(label, "y", y);
        if (values.GetLength(0) != Y.Length || values.GetLength(1) != X.Length)
        {
            throw new ArgumentException(
                $"Heat map '{label}': values are [{values.GetLength(0)}, {values.GetLength(1)}] where [y, x] is [{Y.Length}, {X.Length}].",
                nameof(values));
        }

        Values = [.. values.Cast<double>()];
    }

    /// <summary>Abscissae.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Ordinates.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>Values row by row: the one at (X[i], Y[j]) is Values[j * X.Length + i].</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Scale of the colours.</summary>
    public AxisScale ColorScale { get; init; } = AxisScale.Linear;

    /// <summary>Value of the first colour; null for the smallest of the data.</summary>
    public double? Low { get; init; }

    /// <summary>Value of the last colour; null for the largest of the data.</summary>
    public double? High { get; init; }

    /// <summary>Contour lines.</summary>
    public ImmutableArray<ContourLevel> Contours { get; init; } = [];

    /// <summary>
    /// The quantity whose magnitude the values are, in the same order; empty if there is none. Contours then follow plus and minus each
    /// level of it: between them the magnitude dips to zero along a line, which a grid of magnitudes shows as a string of islands.
    /// </summary>
    public ImmutableArray<double> SignedValues { get; init; } = [];

    private static ImmutableArray<double> Grid(string label, string name, IReadOnlyList<double> grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.Count < 2)
        {
            throw new ArgumentException($"Heat map '{label}': {name} needs at least 2 points, has {grid.Count}.", nameof(grid));
        }

        for (int i = 0; i < grid.Count; i++)
        {
            if (!double.IsFinite(grid[i]) || (i > 0 && grid[i] <= grid[i - 1]))
            {
                throw new ArgumentException(
                    $"Heat map '{label}': {name} must be finite and strictly increasing; {name}[{i}] = {grid[i]:R}.", nameof(grid));
            }
        }

        return [.. grid];
    }
}
