using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Ablation;

/// <summary>
/// The models between what a claim speaks of and what its formula says, one simplification apart, and the one that breaks:
/// all orders in D, leading order in D, another noise with the same autocorrelation, the formula.
/// </summary>
/// <param name="Claimed">The model that the claim speaks of.</param>
/// <param name="Rungs">From the fullest model to the formula, at the point of disagreement.</param>
/// <param name="Breaks">The simplification with the largest change below the claimed model; null if none changes anything here.</param>
/// <param name="ExactFor">The models that the formula equals on the whole domain; empty if it is none that is known.</param>
/// <param name="Answer">Both in one sentence.</param>
public sealed record AblationLadder(Reference Claimed, IReadOnlyList<AblationRung> Rungs, AblationStep? Breaks, IReadOnlyList<Reference> ExactFor, string Answer);
