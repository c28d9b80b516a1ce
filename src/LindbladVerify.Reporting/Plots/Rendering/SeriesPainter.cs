namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws curves, points with error bars, and bands.</summary>
internal static class SeriesPainter
{
    private const double CapHalfWidth = 3;

    public static InkMap InkOf(PanelPlan plan)
    {
        var ink = new InkMap();
        foreach (PlotItem item in plan.Axes.Items)
        {
            switch (item)
            {
                case Curve curve:
                    AddLines(ink, plan, curve.X, curve.Y);
                    break;
                case Points points:
                    AddPoints(ink, plan, points);
                    break;
                case Band band:
                    AddLines(ink, plan, band.X, band.YLow);
                    AddLines(ink, plan, band.X, band.YHigh);
                    break;
                case ReferenceLine line:
                    AddReferenceLine(ink, plan.Frame, line);
                    break;
                case Arrow arrow:
                    AddLines(ink, plan, [arrow.FromX, arrow.ToX], [arrow.FromY, arrow.ToY]);
                    break;
                default:
                    break;
            }
        }

        return ink;
    }

    public static void Band(SvgWriter svg, PanelPlan plan, Band band, PlotColor color)
    {
        PixelRect area = plan.Frame.Area.Inflate(2);
        List<IReadOnlyList<Pixel>> outlines = [];
        List<Pixel> upper = [];
        List<Pixel> lower = [];
        for (int i = 0; i <= band.X.Length; i++)
        {
            double x = i < band.X.Length ? plan.Frame.ToX(band.X[i]) : double.NaN;
            bool drawable = double.IsFinite(x) && !double.IsNaN(band.YLow[i]) && plan.Frame.Y.IsDrawable(band.YHigh[i]);
            if (drawable)
            {
                x = Math.Clamp(x, area.X, area.Right);
                upper.Add(new Pixel(x, Math.Clamp(plan.Frame.ToY(band.YHigh[i]), area.Y, area.Bottom)));
                lower.Add(new Pixel(x, Math.Clamp(plan.Frame.ToYClamped(band.YLow[i], lower: true), area.Y, area.Bottom)));
            }
            else if (upper.Count > 0)
            {
                outlines.Add([.. upper, .. Enumerable.Reverse(lower)]);
                upper.Clear();
                lower.Clear();
            }
        }

        if (outlines.Count > 0)
        {
            svg.Empty("path", [("d", Polyline.PathData(outlines, closed: true)), .. SvgStyle.Fill(color), ("fill-opacity", "0.22")]);
        }
    }

    public static void Curve(SvgWriter svg, PanelPlan plan, Curve curve, PlotColor color)
    {
        IReadOnlyList<Pixel> line = plan.Frame.Line(curve.X, curve.Y);
        List<List<Pixel>> pieces = Polyline.Clip(line, plan.Frame.Area.Inflate(4));
        if (pieces.Count > 0)
        {
            Line(svg, Polyline.PathData(pieces), color, SeriesStyle.DashOf(curve, color), curve.Width);
        }

        MarkerPainter.Draw(svg, Visible(plan, line), curve.Marker, 5.5, color);
    }

    public static void Line(SvgWriter svg, string path, PlotColor color, Dash dash, double width)
    {
        List<(string, string)> attributes = [("d", path), .. SvgStyle.Stroke(color), ("stroke-width", SvgWriter.Number(width))];
        if (dash != Dash.Solid)
        {
            attributes.Add(("stroke-dasharray", SvgStyle.Dash(dash)));
        }

        svg.Empty("path", [.. attributes]);
    }

    public static void Points(SvgWriter svg, PanelPlan plan, Points points, PlotColor color)
    {
        string bars = string.Concat(Enumerable.Range(0, points.YLow.Length).Select(i => ErrorBar(plan.Frame, points, i)));
        if (bars.Length > 0)
        {
            svg.Empty("path", [("d", bars), .. SvgStyle.Stroke(color), ("stroke-width", "1.2")]);
        }

        MarkerPainter.Draw(svg, Visible(plan, plan.Frame.Line(points.X, points.Y)), points.Marker, points.Size, color);
    }

    private static string ErrorBar(PanelFrame frame, Points points, int i)
    {
        if (ErrorBarOf(frame, points, i) is not (double x, double low, double high))
        {
            return "";
        }

        string bar = $"M{SvgWriter.Number(x)} {SvgWriter.Number(low)}V{SvgWriter.Number(high)}";
        return bar + (low < frame.Height ? Cap(x, low) : "") + (high > 0 ? Cap(x, high) : "");
    }

    // A lower end without a place on the axis, as zero on a logarithmic one, is the edge of the panel.
    private static (double X, double Low, double High)? ErrorBarOf(PanelFrame frame, Points points, int i)
    {
        double x = frame.ToX(points.X[i]);
        if (!(x >= 0 && x <= frame.Width) || double.IsNaN(points.YLow[i]) || !frame.Y.IsDrawable(points.YHigh[i]))
        {
            return null;
        }

        double low = frame.ToYClamped(points.YLow[i], lower: true);
        double high = frame.ToYClamped(points.YHigh[i], lower: false);
        return low > high ? (x, low, high) : null;
    }

    private static string Cap(double x, double y) =>
        $"M{SvgWriter.Number(x - CapHalfWidth)} {SvgWriter.Number(y)}h{SvgWriter.Number(2 * CapHalfWidth)}";

    private static IEnumerable<Pixel> Visible(PanelPlan plan, IReadOnlyList<Pixel> points)
    {
        PixelRect area = plan.Frame.Area.Inflate(0.5);
        return points.Where(p => !p.IsGap && area.Contains(p));
    }

    private static void AddLines(InkMap ink, PanelPlan plan, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        foreach (List<Pixel> piece in Polyline.Clip(plan.Frame.Line(x, y), plan.Frame.Area))
        {
            ink.AddLine(piece);
        }
    }

    private static void AddReferenceLine(InkMap ink, PanelFrame frame, ReferenceLine line)
    {
        bool vertical = line.Orientation == Orientation.Vertical;
        double at = vertical ? frame.ToX(line.At) : frame.ToY(line.At);
        if (at >= 0 && at <= (vertical ? frame.Width : frame.Height))
        {
            ink.AddLine(vertical ? [new(at, 0), new(at, frame.Height)] : [new(0, at), new(frame.Width, at)]);
        }
    }

    // A marker weighs as much as a short piece of line.
    private static void AddPoints(InkMap ink, PanelPlan plan, Points points)
    {
        foreach (Pixel p in Visible(plan, plan.Frame.Line(points.X, points.Y)))
        {
            for (int copy = 0; copy < 4; copy++)
            {
                ink.AddPoint(p);
            }
        }

        for (int i = 0; i < points.YLow.Length; i++)
        {
            if (ErrorBarOf(plan.Frame, points, i) is (double x, double low, double high))
            {
                ink.AddLine([new Pixel(x, high), new Pixel(x, low)]);
            }
        }
    }
}
