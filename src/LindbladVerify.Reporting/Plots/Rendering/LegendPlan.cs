namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>The legend of a panel: its entries, and the place where it covers least.</summary>
internal sealed class LegendPlan
{
    public const double SampleWidth = 28;
    public const double TextGap = 7;

    private const double RowHeight = 18;
    private const double Padding = 6;

    // Up to this much data (less than 10 pixels of line) may lie under a legend before it goes outside.
    private const int MostCovered = 2;
    private const double Inset = 10;

    private readonly int _columns;
    private readonly double _columnWidth;

    private LegendPlan(List<int> entries, PixelRect box, bool below, int columns, double columnWidth)
    {
        Entries = entries;
        Box = box;
        IsBelow = below;
        _columns = columns;
        _columnWidth = columnWidth;
    }

    /// <summary>Indices of the items listed.</summary>
    public IReadOnlyList<int> Entries { get; }

    public PixelRect Box { get; }

    public bool IsBelow { get; }

    public static LegendPlan? Create(PanelPlan plan)
    {
        List<int> entries = [.. Enumerable.Range(0, plan.Axes.Items.Length).Where(i => IsListed(plan.Axes.Items[i]))];
        if (entries.Count == 0 || plan.Axes.Legend == LegendPlacement.None)
        {
            return null;
        }

        double text = entries.Max(i => TextMetrics.Width(plan.Axes.Items[i].Label, SvgStyle.TickSize));
        double width = (2 * Padding) + SampleWidth + TextGap + (TextMetrics.WidestFont * text);
        bool hasHeatMap = plan.Axes.Items.Any(item => item is HeatMap);
        if (plan.Axes.Legend == LegendPlacement.Automatic && !hasHeatMap && BestInside(plan, width, HeightOf(entries.Count)) is PixelRect box)
        {
            return new LegendPlan(entries, box, below: false, 1, width);
        }

        int columns = Math.Clamp((int)(plan.Frame.Width / (width + Padding)), 1, entries.Count);
        int rows = (entries.Count + columns - 1) / columns;
        columns = (entries.Count + rows - 1) / rows;
        double left = Math.Max(0, (plan.Frame.Width - (columns * (width + Padding))) / 2);
        var below = new PixelRect(left, plan.Frame.Height + PanelPlan.AxisHeight(plan.Axes), columns * (width + Padding), HeightOf(rows));
        return new LegendPlan(entries, below, below: true, columns, width + Padding);
    }

    /// <summary>The left end of the sample of an entry.</summary>
    public Pixel SampleAt(int entry) => new(
        Box.X + Padding + (entry % _columns * _columnWidth),
        Box.Y + Padding + (RowHeight * (entry / _columns)) + 7.5);

    private static double HeightOf(int rows) => (2 * Padding) + (RowHeight * rows) - 3;

    private static bool IsListed(PlotItem item) => item is Curve or Points or Band && item.Label.Length > 0;

    // Candidates slide over the panel; corners first, so that they win ties.
    private static PixelRect? BestInside(PanelPlan plan, double width, double height)
    {
        double freeX = plan.Frame.Width - width - (2 * Inset);
        double freeY = plan.Frame.Height - height - (2 * Inset);
        if (freeX < 0 || freeY < 0)
        {
            return null;
        }

        double[] steps = [1, 0, .. Enumerable.Range(1, 15).Select(i => i / 16.0)];
        PixelRect? best = null;
        int least = MostCovered + 1;
        foreach ((double fx, double fy) in steps.SelectMany(fx => steps.Select(fy => (fx, fy))).OrderBy(f => Eccentricity(f.fx) + Eccentricity(f.fy)))
        {
            var box = new PixelRect(Inset + (fx * freeX), Inset + ((1 - fy) * freeY), width, height);
            int covered = plan.Ink.Covered(box, least);
            if (covered < least)
            {
                (best, least) = (box, covered);
            }

            if (least == 0)
            {
                break;
            }
        }

        return best;
    }

    private static double Eccentricity(double f) => Math.Min(f, 1 - f);
}

/// <summary>Draws the legend.</summary>
internal static class LegendPainter
{
    public static void Draw(SvgWriter svg, PanelPlan plan)
    {
        if (plan.Legend is not LegendPlan legend)
        {
            return;
        }

        if (!legend.IsBelow)
        {
            svg.Empty("rect", [.. Box(legend.Box.Inflate(-2)), ("rx", "3"), .. SvgStyle.Fill("paper"), ("fill-opacity", "0.85")]);
        }

        for (int entry = 0; entry < legend.Entries.Count; entry++)
        {
            int item = legend.Entries[entry];
            Pixel at = legend.SampleAt(entry);
            Sample(svg, plan.Axes.Items[item], plan.Colors[item], at.X, at.Y);
            SvgText.Write(
                svg, at.X + LegendPlan.SampleWidth + LegendPlan.TextGap, at.Y + 4.2, RichText.Parse(plan.Axes.Items[item].Label),
                SvgStyle.TickSize, TextAnchor.Start, SvgStyle.Fill("ink"));
        }
    }

    private static void Sample(SvgWriter svg, PlotItem item, PlotColor color, double x, double y)
    {
        var middle = new Pixel(x + (LegendPlan.SampleWidth / 2), y);
        switch (item)
        {
            case Curve curve:
                string line = $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{SvgWriter.Number(LegendPlan.SampleWidth)}";
                SeriesPainter.Line(svg, line, color, SeriesStyle.DashOf(curve, color), curve.Width);
                MarkerPainter.Draw(svg, [middle], curve.Marker, 5.5, color);
                break;
            case Points points:
                PointSample(svg, points, color, middle);
                break;
            case Band:
                var box = new PixelRect(x, y - 5, LegendPlan.SampleWidth, 10);
                svg.Empty("rect", [.. Box(box), .. SvgStyle.Fill(color), ("fill-opacity", "0.22")]);
                break;
            default:
                break;
        }
    }

    private static void PointSample(SvgWriter svg, Points points, PlotColor color, Pixel middle)
    {
        if (!points.YLow.IsEmpty)
        {
            string bar = $"M{SvgWriter.Number(middle.X)} {SvgWriter.Number(middle.Y - 7)}v14m-3 0h6m-6 -14h6";
            svg.Empty("path", [("d", bar), .. SvgStyle.Stroke(color), ("stroke-width", "1.2")]);
        }

        MarkerPainter.Draw(svg, [middle], points.Marker, points.Size, color);
    }

    private static (string, string)[] Box(PixelRect box) =>
    [
        ("x", SvgWriter.Number(box.X)), ("y", SvgWriter.Number(box.Y)),
        ("width", SvgWriter.Number(box.Width)), ("height", SvgWriter.Number(box.Height)),
    ];
}
