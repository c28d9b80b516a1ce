using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Ablation;

/// <summary>The models of the flip-flop rate that a formula could be exact for: every noise with the mean and autocorrelation of the electron, at leading order in D and at all orders.</summary>
public static class KnownModels
{
    private static readonly string[] Noises =
    [
        NoiseNames.ElectronTelegraph,
        NoiseNames.SymmetricTelegraph,
        NoiseNames.OrnsteinUhlenbeck,
        NoiseNames.Fluctuators(2),
        NoiseNames.Fluctuators(8),
        "electron-fluctuators:2",
        NoiseNames.Polarized,
    ];

    private static readonly string[] Methods = [Reference.GoldenRuleMethod, Reference.ExactMethod];

    /// <summary>The flip-flop rate of every known model.</summary>
    public static IReadOnlyList<Reference> FlipFlopRates { get; } =
        [.. Noises.SelectMany(noise => Methods.Select(method => new Reference(Reference.FlipFlopRateQuantity, noise, method)))];

    /// <summary>The reference of a claim; null for claims that have none.</summary>
    public static Reference? ReferenceOf(Claim claim) => claim switch
    {
        IdentityClaim c => c.Reference,
        LimitClaim c => c.Reference,
        BoundClaim c => c.Reference,
        SymmetryClaim c => c.Reference,
        MonotonicityClaim c => c.Reference,
        PositivityClaim c => c.Reference,
        _ => null,
    };

    /// <summary>Whether a formula predicts a flip-flop rate: one of its claims says so.</summary>
    public static bool PredictsFlipFlopRate(Formula formula) => formula.Claims.Any(c => IsFlipFlopRate(ReferenceOf(c)));

    /// <summary>The known models, and those with the noises that claims of the formula name.</summary>
    public static IEnumerable<Reference> For(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        IEnumerable<Reference> named = formula.Claims.Select(ReferenceOf).OfType<Reference>().Where(IsFlipFlopRate)
            .SelectMany(r => new[] { r with { Method = Reference.GoldenRuleMethod }, r with { Method = Reference.ExactMethod } });
        return FlipFlopRates.Concat(named).Distinct();
    }

    /// <summary>Whether a reference is a flip-flop rate.</summary>
    public static bool IsFlipFlopRate(Reference? reference) =>
        reference is not null && string.Equals(reference.Quantity, Reference.FlipFlopRateQuantity, StringComparison.Ordinal);

    /// <summary>A model in words: "symmetric-telegraph, leading order in D".</summary>
    public static string Describe(Reference model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string noise = string.Equals(model.Noise, NoiseNames.Polarized, StringComparison.Ordinal) ? "static electron at P = 1" : model.Noise;
        return $"{noise}, {(string.Equals(model.Method, Reference.ExactMethod, StringComparison.Ordinal) ? "all orders in D" : "leading order in D")}";
    }
}
