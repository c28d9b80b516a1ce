namespace LindbladVerify.Reporting.Plots;

/// <summary>Words at a point of the panel.</summary>
/// <param name="Label">The words (markup of <see cref="RichText"/>).</param>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
public sealed record Annotation(string Label, double X, double Y) : PlotItem(Label)
{
    /// <summary>Which end of the words stands at the point.</summary>
    public TextAnchor Anchor { get; init; } = TextAnchor.Start;

    /// <summary>Shift to the right in pixels.</summary>
    public double OffsetX { get; init; } = 6;

    /// <summary>Shift upwards in pixels.</summary>
    public double OffsetY { get; init; } = 6;

    /// <summary>Colour of the words.</summary>
    public PlotColor Color { get; init; } = PlotColor.Ink;
}
