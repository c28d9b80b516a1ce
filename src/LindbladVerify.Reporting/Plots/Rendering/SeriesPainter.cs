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

/// <summary>Gives every series its colour and dash.</summary>
internal static class SeriesStyle
{
    /// <summary>The colour of each item, in order. A band without one takes that of the series before it.</summary>
    public static PlotColor[] Colors(Axes axes)
    {
        var colors = new PlotColor[axes.Items.Length];
        int next = 0;
        PlotColor last = PlotColor.Cycle(0);
        for (int i = 0; i < colors.Length; i++)
        {
            last = axes.Items[i] switch
            {
                Curve curve => curve.Color ?? PlotColor.Cycle(next++),
                Points points => points.Color ?? PlotColor.Cycle(next++),
                Band band => band.Color ?? last,
                _ => last,
            };
            colors[i] = last;
        }

        return colors;
    }

    /// <summary>The dash of a curve. Within the cycle every colour has its own; in each further round they move on by one, so that 36 pairs differ.</summary>
    public static Dash DashOf(Curve curve, PlotColor color) =>
        curve.Dash ?? (color.Role == PlotColorRole.Cycle ? (Dash)(((int)color.Value + ((int)color.Value / PlotColor.CycleLength)) % PlotColor.CycleLength) : Dash.Solid);
}

/// <summary>Draws all markers of a series as one path.</summary>
internal static class MarkerPainter
{
    public static void Draw(SvgWriter svg, IEnumerable<Pixel> centres, Marker marker, double size, PlotColor color)
    {
        if (marker == Marker.None)
        {
            return;
        }

        string path = string.Concat(centres.Select(p => Shape(p, marker, size / 2)));
        if (path.Length == 0)
        {
            return;
        }

        (string, string)[] style = marker switch
        {
            Marker.HollowCircle or Marker.HollowSquare => [.. SvgStyle.FillPaperStroke(color), ("stroke-width", "1.5")],
            Marker.Cross or Marker.Star => [.. SvgStyle.Stroke(color), ("stroke-width", "1.5")],
            _ => SvgStyle.Fill(color),
        };
        if (marker is Marker.Cross or Marker.Star)
        {
            svg.Empty("path", [("d", path), .. SvgStyle.Stroke("paper"), ("stroke-width", "4"), ("stroke-linecap", "round")]);
        }

        svg.Empty("path", [("d", path), .. style]);
    }

    private static string Shape(Pixel p, Marker marker, double r) => marker switch
    {
        Marker.Circle or Marker.HollowCircle =>
            $"M{N(p.X - r)} {N(p.Y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0Z",
        Marker.Square or Marker.HollowSquare => $"M{N(p.X - (0.9 * r))} {N(p.Y - (0.9 * r))}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}Z",
        Marker.Diamond => $"M{N(p.X)} {N(p.Y - (1.25 * r))}l{N(1.25 * r)} {N(1.25 * r)}l{N(-1.25 * r)} {N(1.25 * r)}l{N(-1.25 * r)} {N(-1.25 * r)}Z",
        Marker.Triangle => $"M{N(p.X)} {N(p.Y - (1.2 * r))}l{N(1.15 * r)} {N(2 * r)}h{N(-2.3 * r)}Z",
        Marker.Cross => Ray(p, r, 45) + Ray(p, r, 135),
        Marker.Star => Ray(p, 1.2 * r, 90) + Ray(p, 1.2 * r, 30) + Ray(p, 1.2 * r, 150),
        _ => "",
    };

    private static string Ray(Pixel p, double r, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return $"M{N(p.X - (r * cos))} {N(p.Y - (r * sin))}L{N(p.X + (r * cos))} {N(p.Y + (r * sin))}";
    }

    private static string N(double value) => SvgWriter.Number(value);
}
