using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>A line through points in the order given; NaN, infinities and non-positive numbers on a logarithmic axis are gaps.</summary>
public sealed record Curve : PlotItem
{
    /// <summary>A line through (x, y).</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public Curve(string label, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(label)
    {
        ArgumentNullException.ThrowIfNull(x);
        X = [.. x];
        Y = Column(label, "y", y, X.Length);
    }

    /// <summary>Abscissae.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Ordinates.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>Colour; null for the next of the cycle.</summary>
    public PlotColor? Color { get; init; }

    /// <summary>Dash pattern; null for that of the place in the cycle, so that curves differ without colour too.</summary>
    public Dash? Dash { get; init; }

    /// <summary>Line width in pixels.</summary>
    public double Width { get; init; } = 1.75;

    /// <summary>A marker at every point.</summary>
    public Marker Marker { get; init; } = Marker.None;
}
