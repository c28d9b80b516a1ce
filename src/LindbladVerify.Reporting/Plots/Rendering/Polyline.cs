using System.Text;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Cuts lines to the panel and thins out points that cannot be seen, so that paths stay small for any data.</summary>
internal static class Polyline
{
    // A twentieth of a pixel is below what print at 1200 dpi resolves (0.08 px).
    private const double Tolerance = 0.05;

    /// <summary>The pieces of a line inside a rectangle; gaps end a piece.</summary>
    public static List<List<Pixel>> Clip(IReadOnlyList<Pixel> points, PixelRect area)
    {
        var pieces = new List<List<Pixel>>();
        List<Pixel>? current = null;
        for (int i = 0; i + 1 < points.Count; i++)
        {
            (Pixel a, Pixel b) = (points[i], points[i + 1]);
            if (a.IsGap || b.IsGap || ClipSegment(a, b, area) is not (double from, double to))
            {
                current = null;
                continue;
            }

            if (current is null || from > 0)
            {
                current = [Inside(a, b, from, area)];
                pieces.Add(current);
            }

            current.Add(Inside(a, b, to, area));
            if (to < 1)
            {
                current = null;
            }
        }

        return pieces;
    }

    /// <summary>Path data of lines, thinned by the Douglas–Peucker rule.</summary>
    public static string PathData(IEnumerable<IReadOnlyList<Pixel>> pieces, bool closed = false)
    {
        var path = new StringBuilder();
        foreach (IReadOnlyList<Pixel> piece in pieces)
        {
            char command = 'M';
            foreach (Pixel p in Thin(piece))
            {
                path.Append(command).Append(SvgWriter.Number(p.X)).Append(' ').Append(SvgWriter.Number(p.Y));
                command = 'L';
            }

            path.Append(closed ? "Z" : "");
        }

        return path.ToString();
    }

    // A point known to lie inside: the clamp removes the rounding of points interpolated from very far away.
    private static Pixel Inside(Pixel a, Pixel b, double t, PixelRect area)
    {
        Pixel p = t == 0 ? a : t == 1 ? b : Pixel.Between(a, b, t);
        return new Pixel(Math.Clamp(p.X, area.X, area.Right), Math.Clamp(p.Y, area.Y, area.Bottom));
    }

    // Liang and Barsky's rule: the part [from, to] of the segment inside, or null. Coordinates may be as large as 1e300.
    private static (double From, double To)? ClipSegment(Pixel a, Pixel b, PixelRect area)
    {
        double from = 0;
        double to = 1;
        bool inside = Cut(b.X - a.X, area.X - a.X, area.Right - a.X, ref from, ref to)
            && Cut(b.Y - a.Y, area.Y - a.Y, area.Bottom - a.Y, ref from, ref to);
        return inside ? (from, to) : null;
    }

    private static bool Cut(double step, double low, double high, ref double from, ref double to)
    {
        if (step == 0)
        {
            return low <= 0 && high >= 0;
        }

        double enter = (step > 0 ? low : high) / step;
        double leave = (step > 0 ? high : low) / step;
        from = Math.Max(from, enter);
        to = Math.Min(to, leave);
        return from <= to;
    }

    private static IEnumerable<Pixel> Thin(IReadOnlyList<Pixel> points)
    {
        bool[] keep = new bool[points.Count];
        keep[0] = true;
        keep[^1] = true;
        var spans = new Stack<(int First, int Last)>([(0, points.Count - 1)]);
        while (spans.TryPop(out (int First, int Last) span))
        {
            double largest = Tolerance;
            int split = -1;
            for (int i = span.First + 1; i < span.Last; i++)
            {
                double distance = DistanceToSegment(points[i], points[span.First], points[span.Last]);
                if (distance > largest)
                {
                    (largest, split) = (distance, i);
                }
            }

            if (split >= 0)
            {
                keep[split] = true;
                spans.Push((span.First, split));
                spans.Push((split, span.Last));
            }
        }

        return points.Where((_, i) => keep[i]);
    }

    private static double DistanceToSegment(Pixel p, Pixel a, Pixel b)
    {
        double dx = b.X - a.X;
        double dy = b.Y - a.Y;
        double squared = (dx * dx) + (dy * dy);
        double t = squared == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / squared, 0, 1);
        return p.DistanceTo(Pixel.Between(a, b, t));
    }
}
