using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Ablation;

/// <summary>How well a formula agrees with one model on the domain of its parameters.</summary>
/// <param name="Model">The model: a noise, and all orders or leading order in the coupling.</param>
/// <param name="Points">Points at which both exist.</param>
/// <param name="LargestRelativeError">Largest |formula/model - 1|.</param>
/// <param name="MedianRelativeError">Median of the same.</param>
/// <param name="IsExact">Equal at every point, to the rounding of formula and model.</param>
public sealed record ModelAgreement(Reference Model, int Points, double LargestRelativeError, double MedianRelativeError, bool IsExact)
{
    /// <summary>formula/model where that is the same at every point and not 1; NaN otherwise.</summary>
    public double ConstantFactor { get; init; } = double.NaN;
}
