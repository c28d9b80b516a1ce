namespace LindbladVerify.Verification.References;

/// <summary>The words of formula files and reports for <see cref="ModelQuantityKind"/>.</summary>
public static class ModelQuantityKinds
{
    /// <summary>The words that the key <c>quantity</c> of a formula file allows.</summary>
    public static IReadOnlyList<string> All { get; } = ["residence-time", "spectral-gap", "line-width", "fwhm", "hwhm", "frequency", "steady-state"];

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
        _ => "time course",
    };

    /// <summary>How it is computed, in the words of a reference.</summary>
    public static string Method(this ModelQuantityKind kind) => kind switch
    {
        ModelQuantityKind.ResidenceTime => "residence-time",
        ModelQuantityKind.SpectralGap => "spectral-gap",
        ModelQuantityKind.LineWidth or ModelQuantityKind.Frequency => "slowest mode",
        ModelQuantityKind.FullWidth or ModelQuantityKind.HalfWidth => "line shape",
        ModelQuantityKind.SteadyState => "late-time limit",
        _ => "propagation",
    };
}
