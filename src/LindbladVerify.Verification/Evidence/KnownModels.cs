using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Evidence;

/// <summary>The models of the flip-flop rate that a formula could be exact for: every noise with the mean and autocorrelation of the electron, at leading order in D and at all orders.</summary>
internal static class KnownModels
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
        InequalityClaim c => c.Other,
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

/// <summary>Which of the known models a formula is exact for, and how far it is from the others.</summary>
/// <param name="FormulaId">The formula.</param>
/// <param name="Models">One row per known model.</param>
public sealed record FormulaModels(string FormulaId, IReadOnlyList<ModelAgreement> Models)
{
    /// <summary>The ladder from the real electron to the formula at a point of the paper; null where the formula has other parameters than the pair.</summary>
    public AblationSequence? Ladder { get; init; }

    /// <summary>Where the ladder stands.</summary>
    public ParameterPoint? LadderPoint { get; init; }

    /// <summary>The models that the formula equals everywhere.</summary>
    public IReadOnlyList<Reference> ExactFor => [.. Models.Where(m => m.IsExact).Select(m => m.Model)];

    /// <summary>What the formula was made for: the model that most of its claims name, of those declared exact if there are any.</summary>
    public required Reference Intended { get; init; }

    /// <summary>Where a ladder leads before its last rung: the model that the formula equals, the one most like <paramref name="claimed"/> if there are several; else the intended one.</summary>
    public Reference Target(Reference claimed) => ExactFor.Count == 0 ? Intended : ByLikeness(ExactFor, claimed).First();

    /// <summary>The model with the smallest median error; among those within a twentieth of it the one most like <paramref name="claimed"/>.</summary>
    public ModelAgreement Nearest(Reference claimed)
    {
        double smallest = Models.Where(m => !double.IsNaN(m.MedianRelativeError)).Select(m => m.MedianRelativeError).DefaultIfEmpty(double.NaN).Min();
        Reference[] close = [.. Models.Where(m => m.MedianRelativeError <= 1.05 * smallest).Select(m => m.Model)];
        Reference chosen = ByLikeness(close, claimed).FirstOrDefault() ?? Models[0].Model;
        return Models.First(m => m.Model == chosen);
    }

    /// <summary>The model that the formula equals but for a constant factor, the one most like <paramref name="claimed"/> if there are several; null if there is none.</summary>
    public ModelAgreement? Scaled(Reference claimed) =>
        ByLikeness(Models.Where(m => !double.IsNaN(m.ConstantFactor)).Select(m => m.Model), claimed).FirstOrDefault() is { } model ? Models.First(m => m.Model == model) : null;

    private static IEnumerable<Reference> ByLikeness(IEnumerable<Reference> models, Reference claimed) => models
        .OrderByDescending(m => string.Equals(m.Noise, claimed.Noise, StringComparison.Ordinal))
        .ThenByDescending(m => string.Equals(m.Method, claimed.Method, StringComparison.Ordinal));
}
