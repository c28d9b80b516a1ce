namespace LindbladVerify.Rates.Definitions;

/// <summary>A numerically computed value with its error: what formulas are held against.</summary>
/// <param name="Value">The value; NaN where the quantity does not exist.</param>
/// <param name="RelativeUncertainty">Estimated relative error of the value.</param>
/// <param name="Remark">What should be known about it; null if nothing.</param>
public readonly record struct ReferenceValue(double Value, double RelativeUncertainty, string? Remark = null)
{
    /// <summary>Relative uncertainty beyond which a value neither confirms nor refutes a formula.</summary>
    public const double MostUncertain = 1e-4;

    /// <summary>Relative rounding that a value has gathered for each of the coupled equations it was computed from, at least.</summary>
    public const double RoundingPerEquation = 3.6e-15;

    /// <summary>What relative errors are measured against where the value itself may cross zero, as the largest value of a time course; NaN for the value itself.</summary>
    public double Scale { get; init; } = double.NaN;

    /// <summary>What relative errors are measured against: <see cref="Scale"/> where there is one, else the value.</summary>
    public double ErrorScale => double.IsNaN(Scale) ? Value : Scale;

    /// <summary>A rate as a value.</summary>
    public static ReferenceValue Of(RateEstimate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return new ReferenceValue(rate.Value, rate.RelativeUncertainty, rate.Reason);
    }

    /// <summary>The same with an error no smaller than what the entries of coupled equations gather while they are formed.</summary>
    /// <param name="equations">How many there are.</param>
    public ReferenceValue AtLeast(int equations) => this with { RelativeUncertainty = Math.Max(RoundingPerEquation * equations, RelativeUncertainty) };

    /// <summary>No value, and why.</summary>
    public static ReferenceValue None(string remark) => new(double.NaN, double.NaN, remark);

    /// <summary>Whether there is a finite value.</summary>
    public bool Exists => double.IsFinite(Value);
}
