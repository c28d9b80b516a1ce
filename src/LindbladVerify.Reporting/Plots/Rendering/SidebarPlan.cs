namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>The colour bar of a heat map or the key of a family of curves, to the right of a panel.</summary>
internal sealed class SidebarPlan
{
    public const double Gap = 14;
    public const double BarWidth = 14;

    public SidebarPlan(PanelPlan plan)
    {
        HeatMap = plan.Axes.Items.OfType<HeatMap>().FirstOrDefault();
        Key = HeatMap is null ? plan.Axes.ColorKey : null;
        if (HeatMap is not null)
        {
            var axis = new Axis(HeatMap.Label, HeatMap.ColorScale) { Low = HeatMap.Low, High = HeatMap.High };
            Colors = AxisMap.Covering(axis, HeatMap.Values, 0);
            Ticks = AxisPainter.FittingTicks(Colors, plan.Frame.Height, vertical: true);
        }
        else if (Key is not null)
        {
            Ticks = KeyTicks(Key);
        }

        if (Ticks is not null)
        {
            double label = Ticks.Major.Select(t => TextMetrics.Width(t.Label, SvgStyle.TickSize)).DefaultIfEmpty(0).Max();
            double words = TextMetrics.Width(Label, SvgStyle.LabelSize);
            LabelIsAbove = Key is not null && words <= Gap + BarWidth + label;
            Width = Gap + BarWidth + 8 + (1.05 * label) + (words > 0 && !LabelIsAbove ? 24 : 4);
        }
    }

    public HeatMap? HeatMap { get; }

    public ColorKey? Key { get; }

    /// <summary>Values to fractions of the colour map, for a heat map.</summary>
    public AxisMap? Colors { get; }

    public Ticks? Ticks { get; }

    public string Label => HeatMap?.Label ?? Key?.Label ?? "";

    /// <summary>A short label stands upright above the key instead of along it.</summary>
    public bool LabelIsAbove { get; }

    public double Width { get; }

    private static Ticks KeyTicks(ColorKey key)
    {
        double low = key.Values.Min();
        double high = key.Values.Max();
        Ticks decimals = TickSelection.Linear(low, high > low ? high : low + 1, 12);
        int digits = decimals.Major.Max(t => t.Label.Contains('.', StringComparison.Ordinal) ? t.Label.Length - t.Label.IndexOf('.', StringComparison.Ordinal) - 1 : 0);
        double scale = Math.Pow(10, -decimals.Exponent);
        string format = "F" + digits.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Ticks(
            [.. key.Values.Select(v => new Tick(v, (v * scale).ToString(format, System.Globalization.CultureInfo.InvariantCulture).Replace('-', '\u2212')))],
            [], decimals.Exponent);
    }
}

/// <summary>Draws colour bars and colour keys.</summary>
internal static class SidebarPainter
{
    public static void Draw(SvgWriter svg, PanelPlan plan)
    {
        if (plan.Sidebar.Ticks is not Ticks ticks)
        {
            return;
        }

        double x = plan.Frame.Width + SidebarPlan.Gap;
        if (plan.Sidebar.HeatMap is HeatMap map)
        {
            Bar(svg, plan, map, x);
        }
        else
        {
            Cells(svg, plan, plan.Sidebar.Key!, x);
        }

        if (!plan.Sidebar.LabelIsAbove)
        {
            double labelX = plan.Frame.Width + plan.Sidebar.Width - 6;
            Label(svg, plan, labelX, plan.Frame.Height / 2, -90);
        }

        AxisPainter.Exponent(svg, ticks, x, -5, TextAnchor.Start);
    }

    private static void Bar(SvgWriter svg, PanelPlan plan, HeatMap map, double x)
    {
        AxisMap colors = plan.Sidebar.Colors!;
        double height = plan.Frame.Height;
        byte[] ramp = new byte[255];
        for (int i = 0; i < ramp.Length; i++)
        {
            ramp[i] = (byte)(255 - i);
        }

        HeatMapPainter.Image(svg, ramp, 1, ramp.Length, new PixelRect(x, 0, SidebarPlan.BarWidth, height));
        string path = Outline(x, height);
        foreach (Tick tick in plan.Sidebar.Ticks!.Major)
        {
            double y = (1 - colors.Map(tick.Value)) * height;
            path += $"M{N(x + SidebarPlan.BarWidth)} {N(y)}h-4";
            TickLabel(svg, tick.Label, x, y);
        }

        path += string.Concat(plan.Sidebar.Ticks.Minor.Select(v => $"M{N(x + SidebarPlan.BarWidth)} {N((1 - colors.Map(v)) * height)}h-2.5"));
        svg.Empty("path", [("d", path), .. SvgStyle.Stroke("ink")]);
        string levels = string.Concat(map.Contours.Select(c => colors.Map(c.Value)).Where(u => u is >= 0 and <= 1)
            .Select(u => $"M{N(x)} {N((1 - u) * height)}h{N(SidebarPlan.BarWidth)}"));
        if (levels.Length > 0)
        {
            svg.Empty("path", ("d", levels), ("stroke", "#ffffff"), ("stroke-width", "1.2"), ("fill", "none"));
        }
    }

    private static void Cells(SvgWriter svg, PanelPlan plan, ColorKey key, double x)
    {
        int count = key.Values.Length;
        double cell = Math.Min((plan.Frame.Height - 44) / count, 22);
        double height = cell * count;
        double top = (plan.Frame.Height - height) / 2;
        for (int i = 0; i < count; i++)
        {
            double y = top + height - ((i + 1) * cell);
            PlotColor color = PlotColor.Sequential(count == 1 ? 0 : i / (count - 1.0));
            svg.Empty(
                "rect",
                [
                    ("x", N(x)), ("y", N(y + 1)), ("width", N(SidebarPlan.BarWidth)), ("height", N(cell - 2)), .. SvgStyle.Fill(color),
                ]);
            TickLabel(svg, plan.Sidebar.Ticks!.Major[i].Label, x, y + (cell / 2));
        }

        if (plan.Sidebar.LabelIsAbove)
        {
            Label(svg, plan, x + (SidebarPlan.BarWidth / 2), top - 8, 0);
        }
    }

    private static void Label(SvgWriter svg, PanelPlan plan, double x, double y, double rotation) =>
        SvgText.Write(svg, x, y, RichText.Parse(plan.Sidebar.Label), SvgStyle.LabelSize, TextAnchor.Middle, SvgStyle.Fill("ink"), rotation);

    private static void TickLabel(SvgWriter svg, string label, double x, double y) =>
        SvgText.Write(svg, x + SidebarPlan.BarWidth + 5, y + 4.2, RichText.Parse(label), SvgStyle.TickSize, TextAnchor.Start, SvgStyle.Fill("ink"));

    private static string Outline(double x, double height) =>
        $"M{N(x)} 0h{N(SidebarPlan.BarWidth)}v{N(height)}h{N(-SidebarPlan.BarWidth)}Z";

    private static string N(double value) => SvgWriter.Number(value);
}
