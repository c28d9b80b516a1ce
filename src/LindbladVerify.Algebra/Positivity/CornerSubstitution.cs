using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>How a variable x, or its square, is expressed by u &gt;= 0.</summary>
/// <param name="OfSquare">Whether x^2 is replaced instead of x: allowed where x occurs in even powers alone.</param>
/// <param name="Reflected">Whether -x takes the place of x, for domains without a lower end.</param>
/// <param name="Low">The lower end of x, -x or x^2.</param>
/// <param name="High">The upper end; null for none.</param>
/// <remarks>
/// Without an upper end x = Low + u; with one x = (Low + High u)/(1 + u), multiplied by (1 + u)^degree, whose coefficients are those of
/// Bernstein's basis times binomials (Farouki 2012, doi:10.1016/j.cagd.2012.03.001).
/// </remarks>
public sealed record CornerSubstitution(bool OfSquare, bool Reflected, BigRational Low, BigRational? High)
{
    /// <summary>The polynomial in u in place of the variable; null where the variable occurs in odd powers and its square is replaced.</summary>
    public MultivariatePolynomial? Apply(MultivariatePolynomial polynomial, int variable)
    {
        int n = polynomial.VariableCount;
        MultivariatePolynomial[] coefficients = polynomial.CoefficientsIn(variable);
        if (Reflected)
        {
            coefficients = [.. coefficients.Select((c, k) => k % 2 == 0 ? c : -c)];
        }

        if (OfSquare)
        {
            if (coefficients.Where((c, k) => k % 2 != 0 && !c.IsZero).Any())
            {
                return null;
            }

            coefficients = [.. coefficients.Where((_, k) => k % 2 == 0)];
        }

        MultivariatePolynomial u = MultivariatePolynomial.Variable(n, variable), one = MultivariatePolynomial.Constant(n, 1);
        MultivariatePolynomial above = High is BigRational high ? u.Scale(high) + one.Scale(Low) : u + one.Scale(Low);
        MultivariatePolynomial below = High is null ? one : u + one;
        MultivariatePolynomial sum = coefficients[^1], power = one;
        for (int k = coefficients.Length - 2; k >= 0; k--)
        {
            power *= below;
            sum = (sum * above) + (coefficients[k] * power);
        }

        return sum;
    }

    /// <summary>The substitution in words of the expression language, such as "P^2 = u/(1 + u)" with u &gt;= 0.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="u">The name of the new variable.</param>
    public string Describe(string name, string u)
    {
        string left = OfSquare ? $"{name}^2" : Reflected ? $"-{name}" : name;
        string multiple = High is BigRational high && !high.IsOne ? $"{Bracketed(high)}*{u}" : u;
        string above = Low.IsZero ? multiple : $"{Low} + {multiple}";
        return $"{left} = {(High is null ? above : Low.IsZero ? $"{multiple}/(1 + {u})" : $"({above})/(1 + {u})")}";
    }

    private static string Bracketed(BigRational value) => value.IsInteger && value.Sign > 0 ? value.ToString() : $"({value})";
}
