using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Values on a rectangular grid as colours, with labelled contour lines.</summary>
internal sealed record HeatMap : PlotItem
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

/// <summary>A key beside the panel for a family of curves, one colour cell per value of the family's parameter.</summary>
/// <param name="Label">The parameter (markup of <see cref="RichText"/>).</param>
/// <param name="Values">Its values in order; the i-th has colour <see cref="PlotColor.Sequential"/> of i/(count − 1).</param>
internal sealed record ColorKey(string Label, ImmutableArray<double> Values);

/// <summary>
/// The perceptually uniform, colour-blind-safe colour map "viridis" of S. van der Walt and N. Smith (2015, CC0):
/// every 17th entry of the published table of 256, linear in sRGB between them.
/// </summary>
internal static class Colormap
{
    private static readonly int[] s_entries =
    [
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ];

    /// <summary>The colour at a fraction, taken into [0, 1].</summary>
    /// <exception cref="ArgumentException">The fraction is NaN.</exception>
    public static (byte Red, byte Green, byte Blue) At(double fraction)
    {
        if (double.IsNaN(fraction))
        {
            throw new ArgumentException("NaN has no colour.", nameof(fraction));
        }

        double place = Math.Clamp(fraction, 0, 1) * (s_entries.Length - 1);
        int lower = Math.Min((int)place, s_entries.Length - 2);
        double weight = place - lower;
        return (Mix(lower, 16, weight), Mix(lower, 8, weight), Mix(lower, 0, weight));
    }

    private static byte Mix(int lower, int shift, double weight)
    {
        int a = (s_entries[lower] >> shift) & 0xFF;
        int b = (s_entries[lower + 1] >> shift) & 0xFF;
        return (byte)Math.Round(a + (weight * (b - a)));
    }
}
