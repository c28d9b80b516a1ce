using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>Why a polynomial is nowhere negative: pieces of its domain on which it is a polynomial with positive coefficients and squares.</summary>
/// <param name="Cells">The pieces; together they are the whole domain.</param>
/// <param name="IsStrict">Whether it is positive in the interior and not only not negative.</param>
public sealed record PositivityCertificate(IReadOnlyList<PositivityCell> Cells, bool IsStrict)
{
    /// <summary>Checks every piece again: substitutes and looks at the signs.</summary>
    public bool Holds(MultivariatePolynomial polynomial) => Cells.Count > 0 && Cells.All(c => c.Holds(polynomial));
}
