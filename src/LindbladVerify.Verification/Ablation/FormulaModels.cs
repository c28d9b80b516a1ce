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

    /// <summary>The model that the formula is closest to, one it is exact for if there is any; among equals the one most like <paramref name="claimed"/>.</summary>
    public ModelAgreement Nearest(Reference claimed) => Models
        .OrderByDescending(m => m.IsExact)
        .ThenBy(m => m.IsExact ? 0 : m.MedianRelativeError)
        .ThenByDescending(m => string.Equals(m.Model.Noise, claimed.Noise, StringComparison.Ordinal))
        .ThenByDescending(m => string.Equals(m.Model.Method, claimed.Method, StringComparison.Ordinal))
        .First();
}
