using System.Collections.Immutable;

namespace LindbladVerify.Reporting.Plots;

/// <summary>One panel: two axes and what is drawn between them, in drawing order.</summary>
internal sealed record Axes
{
    /// <summary>Describes a panel.</summary>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="items">What is drawn. Regions and heat maps go behind, annotations in front, whatever their place here.</param>
    public Axes(Axis x, Axis y, params IReadOnlyList<PlotItem> items)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(items);
        X = x;
        Y = y;
        Items = [.. items];
    }

    /// <summary>Horizontal axis.</summary>
    public Axis X { get; init; }

    /// <summary>Vertical axis.</summary>
    public Axis Y { get; init; }

    /// <summary>What is drawn.</summary>
    public ImmutableArray<PlotItem> Items { get; init; }

    /// <summary>A short line above the panel (markup of <see cref="RichText"/>); empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the legend goes.</summary>
    public LegendPlacement Legend { get; init; } = LegendPlacement.Automatic;

    /// <summary>A key beside the panel for a family of curves coloured by <see cref="PlotColor.Sequential"/>; null for none.</summary>
    public ColorKey? ColorKey { get; init; }

    /// <summary>Faint lines at the major ticks, for reading off numbers.</summary>
    public bool Grid { get; init; }
}

/// <summary>An axis: its label, its scale, and its limits where they are not to follow the data.</summary>
/// <param name="Label">Label with unit, for example "*W* (s^{-1})" (markup of <see cref="RichText"/>).</param>
/// <param name="Scale">Linear or decadic logarithmic.</param>
internal sealed record Axis(string Label, AxisScale Scale = AxisScale.Linear)
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

/// <summary>How an axis or a colour scale maps numbers to lengths.</summary>
internal enum AxisScale
{
    /// <summary>Equal differences, equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios, equal lengths; zero and negative numbers have no place and are gaps.</summary>
    Log10,
}

/// <summary>Maps the numbers between two limits to [0, 1], linearly or logarithmically, and back.</summary>
internal sealed class AxisMap
{
    private readonly double _start;
    private readonly double _end;

    /// <summary>The map that takes <paramref name="low"/> to 0 and <paramref name="high"/> to 1.</summary>
    /// <exception cref="ArgumentException">The limits are not finite, not increasing, or not positive on a logarithmic scale.</exception>
    public AxisMap(AxisScale scale, double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
        {
            throw new ArgumentException($"Axis limits must be finite and increasing, not {low:R} to {high:R}.", nameof(low));
        }

        if (scale == AxisScale.Log10 && low <= 0)
        {
            throw new ArgumentException($"The limits of a logarithmic axis must be positive, not {low:R} to {high:R}.", nameof(low));
        }

        Scale = scale;
        Low = low;
        High = high;
        _start = Transform(low);
        _end = Transform(high);
    }

    /// <summary>The scale.</summary>
    public AxisScale Scale { get; }

    /// <summary>The number at 0.</summary>
    public double Low { get; }

    /// <summary>The number at 1.</summary>
    public double High { get; }

    /// <summary>
    /// The place of a number, outside [0, 1] for numbers beyond the limits; NaN for what has no place: NaN, infinities,
    /// and on a logarithmic scale zero and negative numbers.
    /// </summary>
    public double Map(double value) =>
        IsDrawable(value) ? (Transform(value) - _start) / (_end - _start) : double.NaN;

    /// <summary>The number at a place; inverse of <see cref="Map"/> to rounding.</summary>
    public double Unmap(double place)
    {
        double value = _start + (place * (_end - _start));
        return Scale == AxisScale.Log10 ? Math.Pow(10, value) : 2 * value;
    }

    /// <summary>Whether a number has a place on this scale.</summary>
    public bool IsDrawable(double value) => double.IsFinite(value) && (Scale == AxisScale.Linear || value > 0);

    /// <summary>
    /// The map that holds all numbers that have a place, with <paramref name="padding"/> (a fraction of the range) left free at
    /// both ends, and with limits given by the axis kept as they are. Data without any range get one around them.
    /// </summary>
    public static AxisMap Covering(Axis axis, IEnumerable<double> values, double padding)
    {
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(values);
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        bool log = axis.Scale == AxisScale.Log10;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (!log || value > 0))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            (low, high) = Fallback(axis, log);
        }

        (low, high) = log ? PadLog(low, high, padding) : PadLinear(low, high, padding);
        double first = axis.Low ?? low;
        double last = axis.High ?? high;
        if (axis.Low is null && first >= last)
        {
            first = log ? last / 10 : last - Math.Max(1, Math.Abs(last));
        }
        else if (axis.High is null && first >= last)
        {
            last = log ? first * 10 : first + Math.Max(1, Math.Abs(first));
        }

        return new AxisMap(axis.Scale, first, last);
    }

    private static (double Low, double High) Fallback(Axis axis, bool log)
    {
        double anchor = axis.Low ?? axis.High ?? (log ? 1 : 0);
        return log ? (anchor, anchor * 10) : (anchor, anchor + 1);
    }

    private static (double Low, double High) PadLinear(double low, double high, double padding)
    {
        double largest = double.MaxValue / 4;
        low = Math.Clamp(low, -largest, largest);
        high = Math.Clamp(high, -largest, largest);
        double smallest = 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= smallest)
        {
            double half = low == 0 ? 1 : 0.1 * Math.Abs(low);
            return (low - half, high + half);
        }

        double pad = padding * (high - low);
        return (low - pad, high + pad);
    }

    private static (double Low, double High) PadLog(double low, double high, double padding)
    {
        double decades = Math.Log10(high) - Math.Log10(low);
        double factor = Math.Pow(10, decades < 1e-9 ? 0.5 : padding * decades);
        return (Math.Max(low / factor, double.Epsilon), Math.Min(high * factor, double.MaxValue));
    }

    // Half of a linear value, so that the difference of two finite numbers stays finite.
    private double Transform(double value) => Scale == AxisScale.Log10 ? Math.Log10(value) : value / 2;
}
