namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A monomial with its coefficient.</summary>
/// <param name="Monomial">The powers.</param>
/// <param name="Coefficient">The number before them, not zero.</param>
public readonly record struct PolynomialTerm(Monomial Monomial, BigRational Coefficient);
