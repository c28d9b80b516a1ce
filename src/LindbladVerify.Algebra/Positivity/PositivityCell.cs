using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>A piece of the domain and the substitutions by which its variables become u &gt;= 0.</summary>
/// <param name="Substitutions">One for each variable.</param>
/// <param name="Transformed">The polynomial after substitution, times powers of 1 + u.</param>
/// <param name="Squares">How each negative term of the transformed polynomial is outweighed; empty where there is none.</param>
public sealed record PositivityCell(IReadOnlyList<CornerSubstitution> Substitutions, MultivariatePolynomial Transformed, IReadOnlyList<SquareBalance> Squares)
{
    /// <summary>Whether the polynomial is positive, and not only not negative, for all u &gt; 0.</summary>
    public bool IsStrict => Transformed.Terms.Count > 3 * Squares.Count || Squares.Any(s => s.IsStrict);

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

    /// <summary>Checks the piece again for a polynomial: substitutes, looks at the signs and at each balance of squares.</summary>
    public bool Holds(MultivariatePolynomial polynomial)
    {
        if (Transform(polynomial) is not MultivariatePolynomial transformed || !transformed.Equals(Transformed))
        {
            return false;
        }

        var terms = transformed.Terms.ToHashSet();
        foreach (SquareBalance square in Squares)
        {
            if (!square.Holds || !terms.Remove(square.Negative) || !terms.Remove(square.First) || !terms.Remove(square.Second))
            {
                return false;
            }
        }

        return terms.All(t => t.Coefficient.Sign > 0);
    }
}
