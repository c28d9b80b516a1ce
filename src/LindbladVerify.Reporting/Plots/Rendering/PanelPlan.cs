using System.Globalization;

namespace LindbladVerify.Reporting.Plots.Rendering;

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
