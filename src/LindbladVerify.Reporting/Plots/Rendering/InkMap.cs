namespace LindbladVerify.Reporting.Plots.Rendering;

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

    /// <summary>How much data lies in a rectangle: points, and forty for each text box touched.</summary>
    public int Covered(PixelRect area) =>
        _points.Count(area.Contains) + (40 * _boxes.Count(area.Overlaps));
}
