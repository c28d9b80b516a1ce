using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;

namespace LindbladVerify.Verification.Derivations;

/// <summary>A term of an expansion, or a whole formula.</summary>
/// <param name="Function">In lowest terms, in the variables or the coordinates of the path.</param>
/// <param name="Presented">As a person would write it.</param>
/// <param name="Exponent">Its power of λ; 0 for a whole formula.</param>
public sealed record DerivedTerm(RationalFunction Function, PresentedFormula Presented, BigRational Exponent);
