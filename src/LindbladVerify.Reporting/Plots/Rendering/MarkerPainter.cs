namespace LindbladVerify.Reporting.Plots.Rendering;

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
