using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Ablation;

/// <summary>Which of the known models a formula is exact for, and how far it is from the others.</summary>
/// <param name="FormulaId">The formula.</param>
/// <param name="Models">One row per known model.</param>
public sealed record FormulaModels(string FormulaId, IReadOnlyList<ModelAgreement> Models)
{
    /// <summary>The ladder from the real electron to the formula at a point of the paper; null where the formula has other parameters than the pair.</summary>
    public AblationLadder? Ladder { get; init; }

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
