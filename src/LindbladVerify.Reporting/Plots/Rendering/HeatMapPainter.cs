using LindbladVerify.Reporting.Files;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws a heat map as one embedded palette image.</summary>
internal static class HeatMapPainter
{
    // Grids that are not uniform on their axis are resampled to this many columns or rows, about one per pixel.
    private const int Resampled = 480;

    public static void Draw(SvgWriter svg, PanelPlan plan, HeatMap map)
    {
        PanelFrame frame = plan.Frame;
        (int[] columns, double left, double right) = Cells(map.X, frame.X);
        (int[] rows, double low, double high) = Cells(map.Y, frame.Y);
        if (columns.Length == 0 || rows.Length == 0)
        {
            return;
        }

        byte[] pixels = new byte[columns.Length * rows.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            int row = rows[rows.Length - 1 - r] * map.X.Length;
            for (int c = 0; c < columns.Length; c++)
            {
                pixels[(r * columns.Length) + c] = PaletteIndex(map.Values[row + columns[c]], plan.Sidebar.Colors!);
            }
        }

        var place = new PixelRect(left * frame.Width, (1 - high) * frame.Height, (right - left) * frame.Width, (high - low) * frame.Height);
        Image(svg, pixels, columns.Length, rows.Length, place);
    }

    /// <summary>Embeds an image of palette indices: 0 is transparent, 1 to 255 run through the colour map.</summary>
    public static void Image(SvgWriter svg, byte[] indices, int width, int height, PixelRect place)
    {
        byte[] png = PngImage.EncodePalette(indices, width, height, Palette());
        svg.Empty(
            "image",
            ("x", SvgWriter.Number(place.X)), ("y", SvgWriter.Number(place.Y)),
            ("width", SvgWriter.Number(place.Width)), ("height", SvgWriter.Number(place.Height)),
            ("preserveAspectRatio", "none"), ("style", "image-rendering:pixelated"),
            ("href", "data:image/png;base64," + Convert.ToBase64String(png)));
    }

    // Infinities are off the scale at their end; NaN, and on a logarithmic scale negative numbers, are transparent. Zero is below all.
    private static byte PaletteIndex(double value, AxisMap colors)
    {
        if (double.IsNaN(value) || (colors.Scale == AxisScale.Log10 && value < 0))
        {
            return 0;
        }

        double fraction = colors.IsDrawable(value) ? Math.Clamp(colors.Map(value), 0, 1) : value > 0 ? 1 : 0;
        return (byte)(1 + Math.Round(254 * fraction));
    }

    private static (byte, byte, byte)[] Palette() =>
        [(255, 255, 255), .. Enumerable.Range(0, 255).Select(i => Colormap.At(i / 254.0))];

    // The grid index shown by each column (or row) of the image, and the places of the image's ends.
    private static (int[] Cells, double Start, double End) Cells(IReadOnlyList<double> grid, AxisMap axis)
    {
        int[] drawable = [.. Enumerable.Range(0, grid.Count).Where(i => axis.IsDrawable(grid[i]))];
        if (drawable.Length < 2)
        {
            return ([], 0, 0);
        }

        double[] edges = CellEdges.Of([.. drawable.Select(i => axis.Map(grid[i]))]);
        double mean = (edges[^1] - edges[0]) / drawable.Length;
        bool uniform = Enumerable.Range(0, drawable.Length).All(i => Math.Abs(edges[i + 1] - edges[i] - mean) < 1e-3 * mean);
        if (uniform)
        {
            return (drawable, edges[0], edges[^1]);
        }

        int[] cells = new int[Resampled];
        for (int i = 0, cell = 0; i < Resampled; i++)
        {
            double place = edges[0] + ((i + 0.5) / Resampled * (edges[^1] - edges[0]));
            while (cell + 1 < drawable.Length && edges[cell + 1] < place)
            {
                cell++;
            }

            cells[i] = drawable[cell];
        }

        return (cells, edges[0], edges[^1]);
    }
}

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
