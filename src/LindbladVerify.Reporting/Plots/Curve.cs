using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>A line through points in the order given; NaN, infinities and non-positive numbers on a logarithmic axis are gaps.</summary>
internal sealed record Curve : PlotItem
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

/// <summary>Markers with optional error bars.</summary>
internal sealed record Points : PlotItem
{
    /// <summary>Markers at (x, y).</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public Points(string label, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(label)
    {
        ArgumentNullException.ThrowIfNull(x);
        X = [.. x];
        Y = Column(label, "y", y, X.Length);
    }

    /// <summary>Markers at (x, y) with bars from <paramref name="yLow"/> to <paramref name="yHigh"/>, which are positions, not lengths.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Points(string label, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> yLow, IReadOnlyList<double> yHigh)
        : this(label, x, y)
    {
        YLow = Column(label, "yLow", yLow, X.Length);
        YHigh = Column(label, "yHigh", yHigh, X.Length);
    }

    /// <summary>Abscissae.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Ordinates.</summary>
    public ImmutableArray<double> Y { get; }

    /// <summary>Lower ends of the error bars; empty for none. A bar that reaches zero on a logarithmic axis runs off the panel.</summary>
    public ImmutableArray<double> YLow { get; } = [];

    /// <summary>Upper ends of the error bars; empty for none.</summary>
    public ImmutableArray<double> YHigh { get; } = [];

    /// <summary>Marker shape.</summary>
    public Marker Marker { get; init; } = Marker.Circle;

    /// <summary>Diameter of the marker in pixels.</summary>
    public double Size { get; init; } = 6;

    /// <summary>Colour; null for the next of the cycle.</summary>
    public PlotColor? Color { get; init; }

    /// <summary>Markers at (x, y) with bars of one standard error times <paramref name="multiple"/> to both sides.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Points WithStandardErrors(
        string label, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> standardErrors, double multiple = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ImmutableArray<double> mean = Column(label, "y", y, x.Count);
        ImmutableArray<double> error = Column(label, "standard error", standardErrors, x.Count);
        return new Points(
            label, x, mean,
            [.. mean.Select((value, i) => value - (multiple * error[i]))],
            [.. mean.Select((value, i) => value + (multiple * error[i]))]);
    }
}

/// <summary>Dash pattern of a line.</summary>
internal enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dash, dot.</summary>
    DashDot,

    /// <summary>Long dashes.</summary>
    LongDash,
}

/// <summary>Marker shape.</summary>
internal enum Marker
{
    /// <summary>No marker.</summary>
    None,

    /// <summary>Filled circle.</summary>
    Circle,

    /// <summary>Circle with the paper showing through.</summary>
    HollowCircle,

    /// <summary>Filled square.</summary>
    Square,

    /// <summary>Square with the paper showing through.</summary>
    HollowSquare,

    /// <summary>Filled diamond.</summary>
    Diamond,

    /// <summary>Filled triangle, point up.</summary>
    Triangle,

    /// <summary>Diagonal cross.</summary>
    Cross,

    /// <summary>Star of six rays, which stays readable over a heat map.</summary>
    Star,
}
