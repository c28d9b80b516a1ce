using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Words at a point of the panel.</summary>
/// <param name="Label">The words (markup of <see cref="RichText"/>).</param>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
internal sealed record Annotation(string Label, double X, double Y) : PlotItem(Label)
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

/// <summary>An arrow between two points of the panel.</summary>
/// <param name="Label">Words beside its middle (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="FromX">Abscissa of the tail.</param>
/// <param name="FromY">Ordinate of the tail.</param>
/// <param name="ToX">Abscissa of the head.</param>
/// <param name="ToY">Ordinate of the head.</param>
internal sealed record Arrow(string Label, double FromX, double FromY, double ToX, double ToY) : PlotItem(Label)
{
    /// <summary>Colour.</summary>
    public PlotColor Color { get; init; } = PlotColor.Ink;

    /// <summary>Pixels left free at both ends, so that markers there stay clear.</summary>
    public double Gap { get; init; } = 5;
}

/// <summary>A line across the whole panel at a value that means something, labelled where it meets the frame.</summary>
/// <param name="Label">Words at its end (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="Orientation">Vertical or horizontal.</param>
/// <param name="At">The abscissa or ordinate.</param>
internal sealed record ReferenceLine(string Label, Orientation Orientation, double At) : PlotItem(Label)
{
    /// <summary>Colour.</summary>
    public PlotColor Color { get; init; } = PlotColor.Ink;

    /// <summary>Dash pattern.</summary>
    public Dash Dash { get; init; } = Dash.Solid;

    /// <summary>Line width in pixels.</summary>
    public double Width { get; init; } = 1;
}

/// <summary>A grey strip across the panel, for example where a model's assumption fails.</summary>
/// <param name="Label">Words in the strip (markup of <see cref="RichText"/>); empty for none.</param>
/// <param name="Orientation">Vertical: from one abscissa to another over the full height. Horizontal: between two ordinates.</param>
/// <param name="From">Lower end; negative infinity (or, on a logarithmic axis, zero) for the edge of the panel.</param>
/// <param name="To">Upper end; positive infinity for the edge of the panel.</param>
internal sealed record Region(string Label, Orientation Orientation, double From, double To) : PlotItem(Label);

/// <summary>A filled band between two curves over the same abscissae, for example a confidence band.</summary>
internal sealed record Band : PlotItem
{
    /// <summary>The band between (x, yLow) and (x, yHigh).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Band(string label, IReadOnlyList<double> x, IReadOnlyList<double> yLow, IReadOnlyList<double> yHigh)
        : base(label)
    {
        ArgumentNullException.ThrowIfNull(x);
        X = [.. x];
        YLow = Column(label, "yLow", yLow, X.Length);
        YHigh = Column(label, "yHigh", yHigh, X.Length);
    }

    /// <summary>Abscissae.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Lower edge.</summary>
    public ImmutableArray<double> YLow { get; }

    /// <summary>Upper edge.</summary>
    public ImmutableArray<double> YHigh { get; }

    /// <summary>Colour; null for the next of the cycle.</summary>
    public PlotColor? Color { get; init; }
}
