namespace LindbladVerify.Rates.Definitions;

/// <summary>A rate found numerically, with its uncertainty and its definition.</summary>
/// <param name="Value">W, 1/s; NaN where it does not exist.</param>
/// <param name="RelativeUncertainty">Estimated relative numerical error of the value.</param>
/// <param name="Definition">What is meant by the rate.</param>
/// <param name="Depth">Noise-ladder levels used; 0 where the noise has an exact finite form without a ladder.</param>
/// <param name="Reason">Why there is no value, or a remark on it; null if nothing needs saying.</param>
public sealed record RateEstimate(double Value, double RelativeUncertainty, RateDefinition Definition, int Depth = 0, string? Reason = null)
{
    /// <summary>Whether there is a value.</summary>
    public bool Exists => !double.IsNaN(Value);

    /// <summary>An estimate that says why there is none.</summary>
    public static RateEstimate None(RateDefinition definition, string reason) => new(double.NaN, double.NaN, definition, 0, reason);
}
