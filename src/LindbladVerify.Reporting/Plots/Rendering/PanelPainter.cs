using System.Globalization;
using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws a panel, back to front.</summary>
internal static class PanelPainter
{
    public static void Draw(SvgWriter svg, PanelPlan plan, double left, double top)
    {
        svg.Open("g", ("transform", $"translate({SvgWriter.Number(left)} {SvgWriter.Number(top)})"));
        svg.Open("clipPath", ("id", plan.ClipId));
        svg.Empty("rect", ("width", SvgWriter.Number(plan.Frame.Width)), ("height", SvgWriter.Number(plan.Frame.Height)));
        svg.Close();
        svg.Open("g", ("clip-path", $"url(#{plan.ClipId})"));
        Each<Region>(plan, (region, _) => MarkPainter.Region(svg, plan, region));
        if (plan.Axes.Grid && plan.Sidebar.HeatMap is null)
        {
            AxisPainter.Grid(svg, plan);
        }

        Each<HeatMap>(plan, (map, _) => HeatMapPainter.Draw(svg, plan, map));
        Each<HeatMap>(plan, (map, _) => ContourPainter.Draw(svg, plan, map));
        Each<Band>(plan, (band, color) => SeriesPainter.Band(svg, plan, band, color));
        Each<ReferenceLine>(plan, (line, _) => MarkPainter.ReferenceLine(svg, plan, line));
        Each<Curve>(plan, (curve, color) => SeriesPainter.Curve(svg, plan, curve, color));
        svg.Close();
        AxisPainter.Frame(svg, plan);
        Each<Points>(plan, (points, color) => SeriesPainter.Points(svg, plan, points, color));
        Each<Arrow>(plan, (arrow, _) => MarkPainter.Arrow(svg, plan, arrow));
        AxisPainter.Labels(svg, plan);
        SidebarPainter.Draw(svg, plan);
        LegendPainter.Draw(svg, plan);
        MarkPainter.Labels(svg, plan);
        svg.Close();
    }

    private static void Each<T>(PanelPlan plan, Action<T, PlotColor> draw)
        where T : PlotItem
    {
        for (int i = 0; i < plan.Axes.Items.Length; i++)
        {
            if (plan.Axes.Items[i] is T item)
            {
                draw(item, plan.Colors[i]);
            }
        }
    }
}

/// <summary>Chooses the limits of a panel's axes from all that is to be seen in it.</summary>
internal static class PanelExtent
{
    public static PanelFrame Frame(Axes axes, double width, double height)
    {
        bool filled = axes.Items.Any(item => item is HeatMap);
        bool markers = axes.Items.Any(item => item is Points or Curve { Marker: not Marker.None });
        AxisMap x = AxisMap.Covering(axes.X, axes.Items.SelectMany(item => XValues(item, axes.X.Scale)), filled || !markers ? 0 : 0.035);
        AxisMap y = AxisMap.Covering(axes.Y, axes.Items.SelectMany(item => YValues(item, axes.Y.Scale)), filled ? 0 : 0.05);
        return new PanelFrame(x, y, width, height);
    }

    private static IEnumerable<double> XValues(PlotItem item, AxisScale scale) => item switch
    {
        Curve curve => curve.X,
        Points points => points.X,
        Band band => band.X,
        HeatMap map => CellEdges.Outer(map.X, scale),
        ReferenceLine { Orientation: Orientation.Vertical } line => [line.At],
        Region { Orientation: Orientation.Vertical } region => [region.From, region.To],
        Arrow arrow => [arrow.FromX, arrow.ToX],
        Annotation annotation => [annotation.X],
        _ => [],
    };

    private static IEnumerable<double> YValues(PlotItem item, AxisScale scale) => item switch
    {
        Curve curve => curve.Y,
        Points points => [.. points.Y, .. points.YLow, .. points.YHigh],
        Band band => [.. band.YLow, .. band.YHigh],
        HeatMap map => CellEdges.Outer(map.Y, scale),
        ReferenceLine { Orientation: Orientation.Horizontal } line => [line.At],
        Region { Orientation: Orientation.Horizontal } region => [region.From, region.To],
        Arrow arrow => [arrow.FromY, arrow.ToY],
        Annotation annotation => [annotation.Y],
        _ => [],
    };
}

/// <summary>The plotting area of a panel with its own origin at the top left, and the maps from data to it.</summary>
internal sealed record PanelFrame(AxisMap X, AxisMap Y, double Width, double Height)
{
    public PixelRect Area => new(0, 0, Width, Height);

    public double ToX(double x) => X.Map(x) * Width;

    public double ToY(double y) => (1 - Y.Map(y)) * Height;

    public Pixel At(double x, double y) => new(ToX(x), ToY(y));

    public IReadOnlyList<Pixel> Line(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        [.. x.Select((value, i) => At(value, y[i]))];

    /// <summary>A strip's edge: what has no place (an infinity, zero on a logarithmic axis) is the edge of the panel.</summary>
    public double ToXClamped(double x, bool lower) => Clamp(X, x, lower) * Width;

    /// <summary>A strip's edge, as <see cref="ToXClamped"/>.</summary>
    public double ToYClamped(double y, bool lower) => (1 - Clamp(Y, y, lower)) * Height;

    private static double Clamp(AxisMap map, double value, bool lower) =>
        map.IsDrawable(value) ? Math.Clamp(map.Map(value), 0, 1) : lower ? 0 : 1;
}

/// <summary>Room around the plotting area for ticks, labels, colour bars and legends outside.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PanelMargins(double Left, double Top, double Right, double Bottom);

/// <summary>Everything about a panel that must be known before it can be given its place in the figure.</summary>
internal sealed class PanelPlan
{
    private const double LetterHeight = 20;

    public PanelPlan(Axes axes, Figure figure, int index)
    {
        Axes = axes;
        Colors = SeriesStyle.Colors(axes);
        Frame = PanelExtent.Frame(axes, figure.PanelWidth, figure.PanelHeight);
        XTicks = AxisPainter.FittingTicks(Frame.X, Frame.Width, vertical: false);
        YTicks = AxisPainter.FittingTicks(Frame.Y, Frame.Height, vertical: true);
        Heading = Join(figure.Panels.Length > 1 ? $"({(char)('a' + (index % 26))})" : "", axes.Title);
        ClipId = figure.XmlId + "-clip" + (index + 1).ToString(CultureInfo.InvariantCulture);
        Ink = SeriesPainter.InkOf(this);
        Labels = new LabelPlan(this);
        Sidebar = new SidebarPlan(this);
        Legend = LegendPlan.Create(this);
        Margins = FindMargins();
    }

    public Axes Axes { get; }

    public PlotColor[] Colors { get; }

    public PanelFrame Frame { get; }

    public Ticks XTicks { get; }

    public Ticks YTicks { get; }

    public string Heading { get; }

    public string ClipId { get; }

    public InkMap Ink { get; }

    public LabelPlan Labels { get; }

    public SidebarPlan Sidebar { get; }

    public LegendPlan? Legend { get; }

    public PanelMargins Margins { get; }

    /// <summary>Room below the frame for the tick labels and the label of the horizontal axis.</summary>
    public static double AxisHeight(Axes axes) => 22 + (axes.X.Label.Length > 0 ? 26 : 8);

    private static string Join(string letter, string title) =>
        letter.Length > 0 && title.Length > 0 ? letter + " " + title : letter + title;

    private PanelMargins FindMargins()
    {
        double yTickWidth = YTicks.Major.Select(t => TextMetrics.Width(t.Label, SvgStyle.TickSize)).DefaultIfEmpty(0).Max();
        double left = 10 + (1.05 * yTickWidth) + (Axes.Y.Label.Length > 0 ? 26 : 6);
        double bottom = AxisHeight(Axes) + (Legend is { IsBelow: true } ? Legend.Box.Height : 0);
        double above = Math.Max(Labels.RowsAbove * LabelPlan.RowHeight, YTicks.Exponent != 0 ? 16 : 0);
        double top = 10 + above + (Heading.Length > 0 ? LetterHeight : 0);
        double lastTick = XTicks.Major.IsEmpty ? 0 : TextMetrics.Width(XTicks.Major[^1].Label, SvgStyle.TickSize) / 2;
        double right = Math.Max(12, lastTick + 4) + Sidebar.Width;
        return new PanelMargins(left, top, right, bottom);
    }
}

/// <summary>Places panels in rows and columns with their plotting areas aligned.</summary>
internal sealed class FigureLayout
{
    private const double Gap = 10;

    private readonly (double, double)[] _origins;

    public FigureLayout(IReadOnlyList<PanelPlan> plans, int columns, double width, double height)
    {
        _origins = new (double, double)[plans.Count];
        int rows = (plans.Count + columns - 1) / columns;
        double[] lefts = new double[plans.Count];
        for (int c = 0; c < columns; c++)
        {
            PanelMargins[] column = [.. plans.Where((_, i) => i % columns == c).Select(p => p.Margins)];
            double left = Width + (c > 0 ? Gap : 0) + column.Max(m => m.Left);
            for (int i = c; i < plans.Count; i += columns)
            {
                lefts[i] = left;
            }

            Width = left + width + column.Max(m => m.Right);
        }

        for (int r = 0; r < rows; r++)
        {
            PanelMargins[] row = [.. plans.Where((_, i) => i / columns == r).Select(p => p.Margins)];
            double top = Height + (r > 0 ? Gap : 0) + row.Max(m => m.Top);
            for (int i = r * columns; i < Math.Min(plans.Count, (r + 1) * columns); i++)
            {
                _origins[i] = (lefts[i], top);
            }

            Height = top + height + row.Max(m => m.Bottom);
        }
    }

    public double Width { get; }

    public double Height { get; }

    public (double Left, double Top) Origin(int panel) => _origins[panel];
}
