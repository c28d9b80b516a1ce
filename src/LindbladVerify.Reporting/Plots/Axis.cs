namespace LindbladVerify.Reporting.Plots;

/// <summary>An axis: its label, its scale, and its limits where they are not to follow the data.</summary>
/// <param name="Label">Label with unit, for example "*W* (s^{-1})" (markup of <see cref="RichText"/>).</param>
/// <param name="Scale">Linear or decadic logarithmic.</param>
public sealed record Axis(string Label, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>Lower limit; null to follow the data.</summary>
    public double? Low { get; init; }

    /// <summary>Upper limit; null to follow the data. Must exceed <see cref="Low"/>.</summary>
    public double? High { get; init; }

    /// <summary>A linear axis.</summary>
    public static Axis Linear(string label, double? low = null, double? high = null) =>
        new(label) { Low = low, High = high };

    /// <summary>A decadic logarithmic axis; limits, where given, are positive.</summary>
    public static Axis Log(string label, double? low = null, double? high = null) =>
        new(label, AxisScale.Log10) { Low = low, High = high };
}
