namespace LindbladVerify.Reporting.Plots.Rendering;

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
