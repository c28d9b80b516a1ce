namespace LindbladVerify.Rates.Definitions;

/// <summary>What is meant by "the" rate W of a relaxing observable that decays at 2W. All agree to leading order in the coupling.</summary>
public enum RateDefinition
{
    /// <summary>Leading order in the coupling D: W = (D²/2) Re φ(Γ2).</summary>
    GoldenRule,

    /// <summary>All orders: W = 1/(2 ∫⟨z⟩dt), the inverse mean residence time.</summary>
    ResidenceTime,

    /// <summary>All orders: half the slowest decay rate that carries weight in the observable.</summary>
    SpectralGap,
}

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

/// <summary>Whether the dynamics is described by one rate.</summary>
/// <param name="RateExists">The slowest weighted mode is real and dominant.</param>
/// <param name="Reason">One sentence that says why.</param>
/// <param name="SlowestWeight">Weight of the slowest mode in the observable; 1 for a pure exponential.</param>
/// <param name="DefinitionSpread">Largest relative difference between the all-orders definitions.</param>
public sealed record RateRegime(bool RateExists, string Reason, double SlowestWeight, double DefinitionSpread);

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
