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
