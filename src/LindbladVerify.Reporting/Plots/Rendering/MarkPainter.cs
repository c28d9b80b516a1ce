namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws regions, reference lines, arrows, and all words inside and above a panel.</summary>
internal static class MarkPainter
{
    public static void Region(SvgWriter svg, PanelPlan plan, Region region)
    {
        PanelFrame frame = plan.Frame;
        bool vertical = region.Orientation == Orientation.Vertical;
        double left = vertical ? frame.ToXClamped(region.From, lower: true) : 0;
        double right = vertical ? frame.ToXClamped(region.To, lower: false) : frame.Width;
        double top = vertical ? 0 : frame.ToYClamped(region.To, lower: false);
        double bottom = vertical ? frame.Height : frame.ToYClamped(region.From, lower: true);
        if (right > left && bottom > top)
        {
            svg.Empty(
                "rect",
                [
                    ("x", SvgWriter.Number(left)), ("y", SvgWriter.Number(top)), ("width", SvgWriter.Number(right - left)),
                    ("height", SvgWriter.Number(bottom - top)), .. SvgStyle.Fill("region"),
                ]);
        }
    }

    public static void ReferenceLine(SvgWriter svg, PanelPlan plan, ReferenceLine line)
    {
        bool vertical = line.Orientation == Orientation.Vertical;
        double at = vertical ? plan.Frame.ToX(line.At) : plan.Frame.ToY(line.At);
        if (at >= 0 && at <= (vertical ? plan.Frame.Width : plan.Frame.Height))
        {
            string n = SvgWriter.Number(at);
            string path = vertical ? $"M{n} 0V{SvgWriter.Number(plan.Frame.Height)}" : $"M0 {n}H{SvgWriter.Number(plan.Frame.Width)}";
            SeriesPainter.Line(svg, path, line.Color, line.Dash, line.Width);
        }
    }

    public static void Arrow(SvgWriter svg, PanelPlan plan, Arrow arrow)
    {
        Pixel from = plan.Frame.At(arrow.FromX, arrow.FromY);
        Pixel to = plan.Frame.At(arrow.ToX, arrow.ToY);
        PixelRect area = plan.Frame.Area;
        if (from.IsGap || to.IsGap || !area.Contains(from) || !area.Contains(to))
        {
            return;
        }

        double length = from.DistanceTo(to);
        if (length <= (2 * arrow.Gap) + 4)
        {
            return;
        }

        const double head = 9;
        Pixel tail = Pixel.Between(from, to, arrow.Gap / length);
        Pixel tip = Pixel.Between(from, to, 1 - (arrow.Gap / length));
        Pixel neck = Pixel.Between(from, to, 1 - ((arrow.Gap + Math.Min(head, length / 3)) / length));
        double nx = -(to.Y - from.Y) / length * 3.6;
        double ny = (to.X - from.X) / length * 3.6;
        SeriesPainter.Line(svg, Polyline.PathData([[tail, neck]]), arrow.Color, Dash.Solid, 1.4);
        string triangle = Polyline.PathData([[tip, new Pixel(neck.X + nx, neck.Y + ny), new Pixel(neck.X - nx, neck.Y - ny)]], closed: true);
        svg.Empty("path", [("d", triangle), .. SvgStyle.Fill(arrow.Color)]);
    }

    public static void Labels(SvgWriter svg, PanelPlan plan)
    {
        foreach (PlacedLabel label in plan.Labels.Placed)
        {
            (string, string)[] style = label.Halo ? SvgStyle.HaloText(label.Color) : SvgStyle.Fill(label.Color);
            SvgText.Write(svg, label.At.X, label.At.Y, RichText.Parse(label.Label), SvgStyle.TickSize, label.Anchor, style, label.Rotation);
        }
    }
}
