namespace LindbladVerify.Verification.References;

/// <summary>What is computed of an observable of a model.</summary>
public enum ModelQuantityKind
{
    /// <summary>(o(0) - o(∞)) / ∫ (o(t) - o(∞)) dt, 1/s: the rate of an exponential with the same area.</summary>
    ResidenceTime,

    /// <summary>Decay rate of the slowest mode with weight in the observable, 1/s; none where that mode oscillates.</summary>
    SpectralGap,

    /// <summary>Decay rate of the slowest mode with weight in the observable whether or not it oscillates, 1/s: the half width of the narrowest line, where lines do not overlap.</summary>
    LineWidth,

    /// <summary>Full width at half maximum of S(ω) = Re ∫ (o(t) - o(∞)) exp(-iωt) dt around its highest peak, rad/s.</summary>
    FullWidth,

    /// <summary>Half of <see cref="FullWidth"/>, rad/s.</summary>
    HalfWidth,

    /// <summary>Angular frequency of the slowest oscillating mode with weight in the observable, rad/s; 0 where none oscillates.</summary>
    Frequency,

    /// <summary>o(∞).</summary>
    SteadyState,

    /// <summary>o(t).</summary>
    TimeCourse,

    /// <summary>o after the last step of a sequence of pulses, or at a time.</summary>
    Value,

    /// <summary>Decay rate, 1/s, of the slowest mode with weight in the observable of the propagator of one cycle of a sequence or one period of a drive.</summary>
    CycleRate,

    /// <summary>Frequency |arg|/T of that mode, rad/s.</summary>
    CycleFrequency,

    /// <summary>∫ exp(iωt) ⟨δo(t) δo(0)⟩ dt over all t, in the steady state, s times the square of the observable.</summary>
    SpectralDensity,

    /// <summary>The mean of o over one common period of the drives, from a time on or at late times.</summary>
    PeriodAverage,

    /// <summary>o(t) for t → ∞ of a model whose drives end or ring ever less.</summary>
    LimitValue,
}

/// <summary>The words of formula files and reports for <see cref="ModelQuantityKind"/>.</summary>
internal static class ModelQuantityKinds
{
    /// <summary>The words that the key <c>quantity</c> of a formula file allows.</summary>
    public static IReadOnlyList<string> All { get; } = ["residence-time", "spectral-gap", "line-width", "fwhm", "hwhm", "frequency", "steady-state", "value", "cycle-rate", "cycle-frequency", "spectral-density", "period-average", "limit-value"];

    /// <summary>The kind that a word of a file means.</summary>
    /// <exception cref="ArgumentException">The word is not one of <see cref="All"/>.</exception>
    public static ModelQuantityKind Parse(string word) => word switch
    {
        "residence-time" => ModelQuantityKind.ResidenceTime,
        "spectral-gap" => ModelQuantityKind.SpectralGap,
        "line-width" => ModelQuantityKind.LineWidth,
        "fwhm" => ModelQuantityKind.FullWidth,
        "hwhm" => ModelQuantityKind.HalfWidth,
        "frequency" => ModelQuantityKind.Frequency,
        "steady-state" => ModelQuantityKind.SteadyState,
        "value" => ModelQuantityKind.Value,
        "cycle-rate" => ModelQuantityKind.CycleRate,
        "cycle-frequency" => ModelQuantityKind.CycleFrequency,
        "spectral-density" => ModelQuantityKind.SpectralDensity,
        "period-average" => ModelQuantityKind.PeriodAverage,
        "limit-value" => ModelQuantityKind.LimitValue,
        _ => throw new ArgumentException($"There is no quantity '{word}'; known are {string.Join(", ", All)}.", nameof(word)),
    };

    /// <summary>The quantity in words: "relaxation rate".</summary>
    public static string Words(this ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.ResidenceTime => "relaxation rate",
        ModelQuantityKind.SpectralGap => "late-time decay rate",
        ModelQuantityKind.LineWidth => "decay rate of the slowest mode (line width)",
        ModelQuantityKind.FullWidth => "full width at half maximum",
        ModelQuantityKind.HalfWidth => "half width at half maximum",
        ModelQuantityKind.Frequency => "frequency",
        ModelQuantityKind.SteadyState => "steady state",
        ModelQuantityKind.Value => "value",
        ModelQuantityKind.CycleRate => "decay rate from cycle to cycle",
        ModelQuantityKind.CycleFrequency => "frequency from cycle to cycle",
        ModelQuantityKind.SpectralDensity => "spectral density",
        ModelQuantityKind.PeriodAverage => "mean over a period of the drive",
        ModelQuantityKind.LimitValue => "limit at late times",
        _ => "time course",
    };

    /// <summary>How it is computed, in the words of a reference.</summary>
    public static string Method(this ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.ResidenceTime => "residence-time",
        ModelQuantityKind.SpectralGap => "spectral-gap",
        ModelQuantityKind.LineWidth or ModelQuantityKind.Frequency => "slowest mode",
        ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth => "line shape",
        ModelQuantityKind.SteadyState or ModelQuantityKind.LimitValue => "late-time limit",
        ModelQuantityKind.CycleRate or ModelQuantityKind.CycleFrequency => "cycle propagator",
        ModelQuantityKind.SpectralDensity => "quantum regression",
        ModelQuantityKind.PeriodAverage => "period propagator",
        _ => "propagation",
    };
}
