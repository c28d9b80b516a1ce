namespace LindbladVerify.Reporting.Plots;

/// <summary>An arrow between two points of the panel.</summary>
/// <param name="Label">Words beside its middle (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="FromX">Abscissa of the tail.</param>
/// <param name="FromY">Ordinate of the tail.</param>
/// <param name="ToX">Abscissa of the head.</param>
/// <param name="ToY">Ordinate of the head.</param>
public sealed record Arrow(string Label, double FromX, double FromY, double ToX, double ToY) : PlotItem(Label)
{
    /// <summary>Colour.</summary>
    public PlotColor Color { get; init; } = PlotColor.Ink;

    /// <summary>Pixels left free at both ends, so that markers there stay clear.</summary>
    public double Gap { get; init; } = 5;
}
