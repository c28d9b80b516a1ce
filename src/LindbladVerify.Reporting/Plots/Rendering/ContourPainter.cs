namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Draws the contour lines of a heat map with their labels written along them.</summary>
internal static class ContourPainter
{
    private const double LabelSize = 11.5;
    private const double Clearance = 9;

    public static void Draw(SvgWriter svg, PanelPlan plan, HeatMap map)
    {
        // Words and markers that are drawn on top keep the labels of contours away.
        List<PixelRect> taken =
        [
            .. plan.Labels.Placed.Select(l => new PixelRect(l.At.X - (TextMetrics.Width(l.Label, LabelSize) / 2), l.At.Y - LabelSize, TextMetrics.Width(l.Label, LabelSize), LabelSize).Inflate(Clearance)),
            .. plan.Axes.Items.OfType<Points>().SelectMany(p => plan.Frame.Line(p.X, p.Y)).Where(at => !at.IsGap).Select(at => new PixelRect(at.X, at.Y, 0, 0).Inflate(Clearance)),
        ];
        var labels = new List<Action>(); // words last: no line of another contour crosses them
        foreach (ContourLevel level in map.Contours)
        {
            IReadOnlyList<List<Pixel>> lines = Lines(plan, map, level);
            if (lines.Count == 0)
            {
                continue;
            }

            string path = Polyline.PathData(lines);
            svg.Empty("path", ("d", path), ("stroke", "#000000"), ("stroke-opacity", "0.45"), ("stroke-width", "2.8"), ("fill", "none"));
            svg.Empty("path", ("d", path), ("stroke", "#ffffff"), ("stroke-width", "1.3"), ("fill", "none"));
            labels.Add(() => Label(svg, plan, lines, level.Label, taken));
        }

        labels.ForEach(write => write());
    }

    // Traced in the coordinates of the axes and of the colour scale, in which the data are smooth.
    private static List<List<Pixel>> Lines(PanelPlan plan, HeatMap map, ContourLevel level)
    {
        PanelFrame frame = plan.Frame;
        AxisMap colors = plan.Sidebar.Colors!;
        if (!colors.IsDrawable(level.Value))
        {
            return [];
        }

        double[] x = [.. map.X.Select(frame.ToX)];
        double[] y = [.. map.Y.Select(frame.ToY)];
        return [.. Traces(map, colors, level.Value, x, y)
            .SelectMany(line => Polyline.Clip([.. line.Select(p => new Pixel(p.X, p.Y))], frame.Area))];
    }

    private static IEnumerable<IReadOnlyList<(double X, double Y)>> Traces(HeatMap map, AxisMap colors, double level, double[] x, double[] y)
    {
        if (map.SignedValues.Length != map.Values.Length)
        {
            return MarchingSquares.Contour(x, y, [.. map.Values.Select(colors.Map)], colors.Map(level));
        }

        // Linear around zero and logarithmic far from it: smooth through the change of sign and over many decades.
        const double LargestRatio = 1e6;
        double[] values = [.. map.SignedValues.Select(v => Math.Asinh(Math.Clamp(v / level, -LargestRatio, LargestRatio)))];
        double at = Math.Asinh(1);
        return MarchingSquares.Contour(x, y, values, at).Concat(MarchingSquares.Contour(x, y, values, -at));
    }

    private static void Label(SvgWriter svg, PanelPlan plan, IReadOnlyList<List<Pixel>> lines, string label, List<PixelRect> taken)
    {
        double width = TextMetrics.Width(label, LabelSize) + 6;
        if (label.Length == 0 || BestPlace(plan, lines.MaxBy(Length)!, width, taken) is not (Pixel at, double angle))
        {
            return;
        }

        taken.Add(new PixelRect(at.X, at.Y, 0, 0).Inflate((width / 2) + LabelSize));
        (string, string)[] style =
        [
            ("fill", "#ffffff"), ("stroke", "#000000"), ("stroke-opacity", "0.75"), ("stroke-width", "3"), ("stroke-linejoin", "round"),
            ("paint-order", "stroke"), ("font-weight", "600"),
        ];
        double radians = angle * Math.PI / 180;
        double x = at.X - (4 * Math.Sin(radians));
        double y = at.Y + (4 * Math.Cos(radians));
        SvgText.Write(svg, x, y, RichText.Parse(label), LabelSize, TextAnchor.Middle, style, angle);
    }

    // The straightest stretch as long as the label that is clear of the frame and of other labels.
    private static (Pixel At, double Angle)? BestPlace(PanelPlan plan, List<Pixel> line, double width, List<PixelRect> taken)
    {
        double total = Length(line);
        PixelRect inner = plan.Frame.Area.Inflate(-((width / 2) + 6));
        (Pixel, double)? best = null;
        double bestScore = double.PositiveInfinity;
        for (double s = width / 2; s <= total - (width / 2); s += 4)
        {
            Pixel before = AlongLine(line, s - (width / 2));
            Pixel middle = AlongLine(line, s);
            Pixel after = AlongLine(line, s + (width / 2));
            double chord = before.DistanceTo(after);
            if (!inner.Contains(middle) || chord < 0.8 * width || taken.Exists(box => box.Contains(before) || box.Contains(middle) || box.Contains(after)))
            {
                continue;
            }

            double score = (1 - (chord / width)) + (0.1 * Math.Abs(s - (total / 2)) / total);
            if (score < bestScore)
            {
                double angle = Math.Atan2(after.Y - before.Y, after.X - before.X) * 180 / Math.PI;
                bestScore = score;
                best = (middle, angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle);
            }
        }

        return best;
    }

    private static double Length(List<Pixel> line)
    {
        double length = 0;
        for (int i = 1; i < line.Count; i++)
        {
            length += line[i].DistanceTo(line[i - 1]);
        }

        return length;
    }

    private static Pixel AlongLine(List<Pixel> line, double s)
    {
        for (int i = 1; i < line.Count; i++)
        {
            double length = line[i].DistanceTo(line[i - 1]);
            if (s <= length)
            {
                return length == 0 ? line[i] : Pixel.Between(line[i - 1], line[i], s / length);
            }

            s -= length;
        }

        return line[^1];
    }
}
