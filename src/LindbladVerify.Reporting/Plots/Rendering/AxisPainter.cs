using System.Globalization;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws the frame, ticks, grid and axis labels of a panel.</summary>
internal static class AxisPainter
{
    private const double MajorLength = 6;
    private const double MinorLength = 3;

    /// <summary>As many ticks as stand side by side with room between their labels.</summary>
    public static Ticks FittingTicks(AxisMap map, double length, bool vertical)
    {
        int most = Math.Max(2, (int)(length / (vertical ? 38 : 62)) + 1);
        Ticks ticks = TickSelection.For(map, most);
        while (most > 2 && IsCrowded(map, ticks, length, vertical))
        {
            ticks = TickSelection.For(map, --most);
        }

        return ticks;
    }

    public static void Grid(SvgWriter svg, PanelPlan plan)
    {
        PanelFrame frame = plan.Frame;
        string path = string.Concat(plan.XTicks.Major.Select(t => $"M{N(frame.ToX(t.Value))} 0V{N(frame.Height)}"))
            + string.Concat(plan.YTicks.Major.Select(t => $"M0 {N(frame.ToY(t.Value))}H{N(frame.Width)}"));
        svg.Empty("path", [("d", path), .. SvgStyle.Stroke("grid")]);
    }

    public static void Frame(SvgWriter svg, PanelPlan plan)
    {
        PanelFrame frame = plan.Frame;
        string path = $"M0 0H{N(frame.Width)}V{N(frame.Height)}H0Z"
            + string.Concat(plan.XTicks.Major.Select(t => XTick(frame, t.Value, MajorLength)))
            + string.Concat(plan.XTicks.Minor.Select(v => XTick(frame, v, MinorLength)))
            + string.Concat(plan.YTicks.Major.Select(t => YTick(frame, t.Value, MajorLength)))
            + string.Concat(plan.YTicks.Minor.Select(v => YTick(frame, v, MinorLength)));
        svg.Empty("path", [("d", path), .. SvgStyle.Stroke("ink")]);
    }

    public static void Labels(SvgWriter svg, PanelPlan plan)
    {
        PanelFrame frame = plan.Frame;
        (string, string)[] ink = SvgStyle.Fill("ink");
        foreach (Tick tick in plan.XTicks.Major)
        {
            SvgText.Write(svg, frame.ToX(tick.Value), frame.Height + 17, RichText.Parse(tick.Label), SvgStyle.TickSize, TextAnchor.Middle, ink);
        }

        foreach (Tick tick in plan.YTicks.Major)
        {
            SvgText.Write(svg, -6, frame.ToY(tick.Value) + 4.2, RichText.Parse(tick.Label), SvgStyle.TickSize, TextAnchor.End, ink);
        }

        SvgText.Write(svg, frame.Width / 2, frame.Height + 39, RichText.Parse(plan.Axes.X.Label), TextMetrics.Fitting(plan.Axes.X.Label, SvgStyle.LabelSize, frame.Width + plan.Margins.Left), TextAnchor.Middle, ink);
        double labelX = -plan.Margins.Left + 15;
        SvgText.Write(svg, labelX, frame.Height / 2, RichText.Parse(plan.Axes.Y.Label), TextMetrics.Fitting(plan.Axes.Y.Label, SvgStyle.LabelSize, frame.Height + 20), TextAnchor.Middle, ink, -90);
        Exponent(svg, plan.XTicks, frame.Width, frame.Height + 36, TextAnchor.End);
        Exponent(svg, plan.YTicks, 0, -5, TextAnchor.Start);
        SvgText.Write(svg, 0, -plan.Margins.Top + 17, RichText.Parse(plan.Heading), SvgStyle.LabelSize, TextAnchor.Start, [.. ink, ("font-weight", "600")]);
    }

    /// <summary>"×10⁻⁶" beside an axis whose labels leave it out.</summary>
    public static void Exponent(SvgWriter svg, Ticks ticks, double x, double y, TextAnchor anchor)
    {
        if (ticks.Exponent != 0)
        {
            SvgText.Write(svg, x, y, RichText.Parse("×10^{" + ticks.Exponent.ToString(CultureInfo.InvariantCulture) + "}"), SvgStyle.TickSize, anchor, SvgStyle.Fill("ink"));
        }
    }

    private static bool IsCrowded(AxisMap map, Ticks ticks, double length, bool vertical)
    {
        for (int i = 1; i < ticks.Major.Length; i++)
        {
            double distance = length * (map.Map(ticks.Major[i].Value) - map.Map(ticks.Major[i - 1].Value));
            double needed = vertical
                ? 1.25 * SvgStyle.TickSize
                : 8 + ((TextMetrics.Width(ticks.Major[i].Label, SvgStyle.TickSize) + TextMetrics.Width(ticks.Major[i - 1].Label, SvgStyle.TickSize)) / 2);
            if (distance < needed)
            {
                return true;
            }
        }

        return false;
    }

    private static string XTick(PanelFrame frame, double value, double length)
    {
        string x = N(frame.ToX(value));
        return $"M{x} {N(frame.Height)}v{N(-length)}M{x} 0v{N(length)}";
    }

    private static string YTick(PanelFrame frame, double value, double length)
    {
        string y = N(frame.ToY(value));
        return $"M0 {y}h{N(length)}M{N(frame.Width)} {y}h{N(-length)}";
    }

    private static string N(double value) => SvgWriter.Number(value);
}
