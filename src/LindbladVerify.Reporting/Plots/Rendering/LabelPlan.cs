using System.Runtime.InteropServices;

namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Where the words of reference lines, regions, arrows and annotations go.</summary>
internal sealed class LabelPlan
{
    public const double RowHeight = 16;

    private readonly PanelPlan _plan;
    private readonly List<PlacedLabel> _placed = [];

    public LabelPlan(PanelPlan plan)
    {
        _plan = plan;
        foreach (Annotation annotation in plan.Axes.Items.OfType<Annotation>())
        {
            Place(annotation);
        }

        foreach (Arrow arrow in plan.Axes.Items.OfType<Arrow>().Where(a => a.Label.Length > 0))
        {
            Place(arrow);
        }

        PlaceAbove([.. plan.Axes.Items.OfType<ReferenceLine>().Where(l => l.Label.Length > 0 && l.Orientation == Orientation.Vertical)]);
        foreach (ReferenceLine line in plan.Axes.Items.OfType<ReferenceLine>().Where(l => l.Label.Length > 0 && l.Orientation == Orientation.Horizontal))
        {
            PlaceAtEnd(line);
        }

        foreach (Region region in plan.Axes.Items.OfType<Region>().Where(r => r.Label.Length > 0))
        {
            Place(region);
        }
    }

    /// <summary>Rows of labels above the frame.</summary>
    public int RowsAbove { get; private set; }

    public IReadOnlyList<PlacedLabel> Placed => _placed;

    private void Place(Annotation annotation)
    {
        Pixel at = _plan.Frame.At(annotation.X, annotation.Y);
        if (!at.IsGap && _plan.Frame.Area.Contains(at))
        {
            double offset = annotation.Anchor switch { TextAnchor.Middle => 0, TextAnchor.End => -annotation.OffsetX, _ => annotation.OffsetX };
            Add(annotation.Label, new Pixel(at.X + offset, at.Y - annotation.OffsetY), annotation.Anchor, annotation.Color);
        }
    }

    // Beside the arrow, where there is least data; its middle wins ties.
    private void Place(Arrow arrow)
    {
        Pixel from = _plan.Frame.At(arrow.FromX, arrow.FromY);
        Pixel to = _plan.Frame.At(arrow.ToX, arrow.ToY);
        if (from.IsGap || to.IsGap)
        {
            return;
        }

        double width = TextMetrics.Width(arrow.Label, SvgStyle.TickSize);
        var candidates = new[] { 0.5, 0.35, 0.65, 0.2, 0.8 }.Select(t => Pixel.Between(from, to, t)).SelectMany(p => new[]
        {
            (At: new Pixel(p.X + 8, p.Y + 4), Anchor: TextAnchor.Start), (At: new Pixel(p.X - 8, p.Y + 4), Anchor: TextAnchor.End),
        });
        (Pixel at, TextAnchor anchor) = candidates.MinBy(c => _plan.Ink.Covered(Box(c.At, c.Anchor, width)));
        Add(arrow.Label, at, anchor, arrow.Color);
    }

    // Above the frame over their lines, in as many rows as keep them apart.
    private void PlaceAbove(List<ReferenceLine> lines)
    {
        List<List<(double From, double To)>> rows = [];
        foreach (ReferenceLine line in lines.OrderBy(l => l.At))
        {
            double x = _plan.Frame.ToX(line.At);
            if (!(x >= 0 && x <= _plan.Frame.Width))
            {
                continue;
            }

            // Near an edge the label stays over the axes, where nothing cuts it off.
            double half = (TextMetrics.Width(line.Label, SvgStyle.TickSize) / 2) + 3;
            x = 2 * half < _plan.Frame.Width ? Math.Clamp(x, half, _plan.Frame.Width - half) : _plan.Frame.Width / 2;
            int row = rows.FindIndex(r => r.TrueForAll(taken => x + half < taken.From || x - half > taken.To));
            if (row < 0)
            {
                row = rows.Count;
                rows.Add(_plan.YTicks.Exponent != 0 && row == 0 ? [(0, 40)] : []);
                if (rows[row].Exists(taken => x - half < taken.To))
                {
                    rows.Add([]);
                    row++;
                }
            }

            rows[row].Add((x - half, x + half));
            _placed.Add(new PlacedLabel(line.Label, new Pixel(x, -5 - (row * RowHeight)), TextAnchor.Middle, line.Color));
        }

        RowsAbove = rows.Count;
    }

    private void PlaceAtEnd(ReferenceLine line)
    {
        double y = _plan.Frame.ToY(line.At);
        if (!(y >= 0 && y <= _plan.Frame.Height))
        {
            return;
        }

        double width = TextMetrics.Width(line.Label, SvgStyle.TickSize);
        double edge = _plan.Frame.Width - 9;
        (Pixel At, TextAnchor Anchor)[] candidates =
        [
            (new Pixel(edge, y - 5), TextAnchor.End), (new Pixel(9, y - 5), TextAnchor.Start),
            (new Pixel(edge, y + 13), TextAnchor.End), (new Pixel(9, y + 13), TextAnchor.Start),
        ];
        (Pixel at, TextAnchor anchor) = candidates.Where(c => c.At.Y > 10 && c.At.Y < _plan.Frame.Height - 3)
            .MinBy(c => _plan.Ink.Covered(Box(c.At, c.Anchor, width)));
        Add(line.Label, at, anchor, line.Color);
    }

    private void Place(Region region)
    {
        PanelFrame frame = _plan.Frame;
        bool vertical = region.Orientation == Orientation.Vertical;
        double left = vertical ? frame.ToXClamped(region.From, lower: true) : 0;
        double right = vertical ? frame.ToXClamped(region.To, lower: false) : frame.Width;
        double top = vertical ? 0 : frame.ToYClamped(region.To, lower: false);
        double bottom = vertical ? frame.Height : frame.ToYClamped(region.From, lower: true);
        if (right - left < 14 || bottom - top < 14)
        {
            return;
        }

        double width = TextMetrics.Width(region.Label, SvgStyle.TickSize) * 1.05;
        double x = (left + right) / 2;
        if (width + 8 <= right - left)
        {
            double[] rows = [top + 20, bottom - 14, (top + bottom) / 2];
            double y = rows.MinBy(row => _plan.Ink.Covered(Box(new Pixel(x, row), TextAnchor.Middle, width)));
            Add(region.Label, new Pixel(x, y), TextAnchor.Middle, PlotColor.Muted, halo: false);
            return;
        }

        double[] centres = [bottom - (width / 2) - 14, top + (width / 2) + 14, (top + bottom) / 2];
        double centre = centres.MinBy(c => _plan.Ink.Covered(new PixelRect(x - 8, c - (width / 2), 16, width)));
        _plan.Ink.AddBox(new PixelRect(x - 8, centre - (width / 2), 16, width));
        _placed.Add(new PlacedLabel(region.Label, new Pixel(x + 4, centre), TextAnchor.Middle, PlotColor.Muted, -90));
    }

    private void Add(string label, Pixel at, TextAnchor anchor, PlotColor color, bool halo = true)
    {
        _placed.Add(new PlacedLabel(label, at, anchor, color, Halo: halo));
        _plan.Ink.AddBox(Box(at, anchor, TextMetrics.Width(label, SvgStyle.TickSize)));
    }

    private static PixelRect Box(Pixel at, TextAnchor anchor, double width)
    {
        double left = anchor switch { TextAnchor.Start => at.X, TextAnchor.Middle => at.X - (width / 2), _ => at.X - width };
        return new PixelRect(left - 2, at.Y - 12, width + 4, 16);
    }
}

/// <summary>Words with their place in the panel.</summary>
internal sealed record PlacedLabel(string Label, Pixel At, TextAnchor Anchor, PlotColor Color, double Rotation = 0, bool Halo = false);

/// <summary>Where a panel holds data, as points about four pixels apart: what labels and legends should not cover.</summary>
internal sealed class InkMap
{
    private const double Spacing = 4;

    private readonly List<Pixel> _points = [];
    private readonly List<PixelRect> _boxes = [];

    public void AddPoint(Pixel p)
    {
        if (!p.IsGap)
        {
            _points.Add(p);
        }
    }

    public void AddBox(PixelRect box) => _boxes.Add(box);

    public void AddLine(IReadOnlyList<Pixel> line)
    {
        double carried = 0;
        for (int i = 0; i + 1 < line.Count; i++)
        {
            double length = line[i].DistanceTo(line[i + 1]);
            for (double at = carried; at < length; at += Spacing)
            {
                _points.Add(Pixel.Between(line[i], line[i + 1], at / length));
            }

            carried = length == 0 ? carried : (Math.Ceiling((length - carried) / Spacing) * Spacing) + carried - length;
        }
    }

    /// <summary>How much data lies in a rectangle: points, and forty for each text box touched. Not counted on where it is as much as <paramref name="most"/>.</summary>
    public int Covered(PixelRect area, int most = int.MaxValue)
    {
        int covered = 40 * _boxes.Count(area.Overlaps);
        foreach (Pixel p in CollectionsMarshal.AsSpan(_points))
        {
            if (covered >= most)
            {
                break;
            }

            covered += area.Contains(p) ? 1 : 0;
        }

        return covered;
    }
}
