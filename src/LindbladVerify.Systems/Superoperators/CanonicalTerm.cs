using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>One term rate · (L ρ L† - {L†L, ρ}/2) of the canonical form of a generator; the rate may be negative.</summary>
/// <param name="JumpOperator">L, traceless, Tr(L†L) = 1, orthogonal to those of the other terms.</param>
/// <param name="Rate">An eigenvalue of the Kossakowski matrix, in the unit of the generator.</param>
public sealed record CanonicalTerm(Operator JumpOperator, double Rate);
