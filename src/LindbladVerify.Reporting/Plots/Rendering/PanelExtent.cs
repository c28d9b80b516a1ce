namespace LindbladVerify.Reporting.Plots.Rendering;

/// <summary>Chooses the limits of a panel's axes from all that is to be seen in it.</summary>
internal static class PanelExtent
{
    public static PanelFrame Frame(Axes axes, double width, double height)
    {
        bool filled = axes.Items.Any(item => item is HeatMap);
        bool markers = axes.Items.Any(item => item is Points or Curve { Marker: not Marker.None });
        AxisMap x = AxisMap.Covering(axes.X, axes.Items.SelectMany(item => XValues(item, axes.X.Scale)), filled || !markers ? 0 : 0.035);
        AxisMap y = AxisMap.Covering(axes.Y, axes.Items.SelectMany(item => YValues(item, axes.Y.Scale)), filled ? 0 : 0.05);
        return new PanelFrame(x, y, width, height);
    }

    private static IEnumerable<double> XValues(PlotItem item, AxisScale scale) => item switch
    {
        Curve curve => curve.X,
        Points points => points.X,
        Band band => band.X,
        HeatMap map => CellEdges.Outer(map.X, scale),
        ReferenceLine { Orientation: Orientation.Vertical } line => [line.At],
        Region { Orientation: Orientation.Vertical } region => [region.From, region.To],
        Arrow arrow => [arrow.FromX, arrow.ToX],
        Annotation annotation => [annotation.X],
        _ => [],
    };

    private static IEnumerable<double> YValues(PlotItem item, AxisScale scale) => item switch
    {
        Curve curve => curve.Y,
        Points points => [.. points.Y, .. points.YLow, .. points.YHigh],
        Band band => [.. band.YLow, .. band.YHigh],
        HeatMap map => CellEdges.Outer(map.Y, scale),
        ReferenceLine { Orientation: Orientation.Horizontal } line => [line.At],
        Region { Orientation: Orientation.Horizontal } region => [region.From, region.To],
        Arrow arrow => [arrow.FromY, arrow.ToY],
        Annotation annotation => [annotation.Y],
        _ => [],
    };
}
