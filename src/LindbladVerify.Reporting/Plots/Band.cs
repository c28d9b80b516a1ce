using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>A filled band between two curves over the same abscissae, for example a confidence band.</summary>
public sealed record Band : PlotItem
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
