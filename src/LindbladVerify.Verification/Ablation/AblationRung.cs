using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.Ablation;

/// <summary>One rung of the ladder from the full model to the formula.</summary>
/// <param name="Step">What was simplified to get here.</param>
/// <param name="Model">The model; null for the formula itself.</param>
/// <param name="Value">The quantity at the point of disagreement.</param>
/// <param name="Change">Value over that of the rung above, minus 1; NaN for the first rung.</param>
/// <param name="LargestChange">Largest |change| over the domain; NaN for the first rung.</param>
public sealed record AblationRung(AblationStep Step, Reference? Model, double Value, double Change, double LargestChange);
