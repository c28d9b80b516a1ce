using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>Markers with optional error bars.</summary>
public sealed record Points : PlotItem
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
