using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Verification.Proofs;

/// <summary>What algebra says of a limit.</summary>
/// <param name="Proof">Whether the order, and the coefficient where there is one, are proved.</param>
/// <param name="Order">Power of epsilon of the relative error; null where the error is 0.</param>
/// <param name="Expression">The leading error as a formula; null where it is unknown or too long.</param>
internal sealed record LimitProof(Proof Proof, BigRational? Order, string? Expression);
