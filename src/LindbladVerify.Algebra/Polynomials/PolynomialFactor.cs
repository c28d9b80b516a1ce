namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A factor and how often it occurs.</summary>
/// <param name="Polynomial">Whole coefficients without common divisor, the leading one positive.</param>
/// <param name="Multiplicity">At least one.</param>
public readonly record struct PolynomialFactor(MultivariatePolynomial Polynomial, int Multiplicity);
