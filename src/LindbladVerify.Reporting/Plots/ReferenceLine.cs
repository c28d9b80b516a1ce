namespace LindbladVerify.Reporting.Plots;

/// <summary>A line across the whole panel at a value that means something, labelled where it meets the frame.</summary>
/// <param name="Label">Words at its end (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="Orientation">Vertical or horizontal.</param>
/// <param name="At">The abscissa or ordinate.</param>
public sealed record ReferenceLine(string Label, Orientation Orientation, double At) : PlotItem(Label)
{
    /// <summary>Colour.</summary>
    public PlotColor Color { get; init; } = PlotColor.Ink;

    /// <summary>Dash pattern.</summary>
    public Dash Dash { get; init; } = Dash.Solid;

    /// <summary>Line width in pixels.</summary>
    public double Width { get; init; } = 1;
}
