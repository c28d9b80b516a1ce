using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>A piece of the domain and the substitutions by which its variables become u &gt;= 0.</summary>
/// <param name="Substitutions">One for each variable.</param>
/// <param name="Transformed">The polynomial after substitution, times powers of 1 + u.</param>
public sealed record PositivityCell(IReadOnlyList<CornerSubstitution> Substitutions, MultivariatePolynomial Transformed)
{
    /// <summary>The polynomial after the substitutions; null where one cannot be made.</summary>
    public MultivariatePolynomial? Transform(MultivariatePolynomial polynomial)
    {
        MultivariatePolynomial? current = polynomial;
        for (int k = 0; k < Substitutions.Count && current is not null; k++)
        {
            current = Substitutions[k].Apply(current, k);
        }

        return current;
    }
}
