namespace LindbladVerify.Verification.Proofs;

/// <summary>The relative error F/R - 1 to leading order along a path, with the variables of the path in it.</summary>
/// <param name="Expression">In the language of model files and the parameters of the formula; null where it would be too long to be of use.</param>
/// <param name="Order">The power of epsilon: positive where the error vanishes, 0 where it tends to what the expression says, negative where it grows.</param>
public sealed record LeadingError(string? Expression, double Order);
