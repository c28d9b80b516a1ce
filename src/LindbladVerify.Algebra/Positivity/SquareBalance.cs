using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Positivity;

/// <summary>
/// Two positive terms that outweigh a negative one: a m1 + b m2 - c m with m^2 = m1 m2 and c^2 &lt;= 4 a b is
/// (sqrt(a m1) - sqrt(b m2))^2 + (2 sqrt(a b) - c) m &gt;= 0 for variables that are not negative.
/// </summary>
/// <param name="Negative">-c m.</param>
/// <param name="First">a m1.</param>
/// <param name="Second">b m2.</param>
public readonly record struct SquareBalance(PolynomialTerm Negative, PolynomialTerm First, PolynomialTerm Second)
{
    /// <summary>Whether the inequality holds for these three terms.</summary>
    public bool Holds =>
        Negative.Coefficient.Sign < 0 && First.Coefficient.Sign > 0 && Second.Coefficient.Sign > 0
        && First.Monomial.Multiply(Second.Monomial) == Negative.Monomial.Multiply(Negative.Monomial)
        && Negative.Coefficient * Negative.Coefficient <= First.Coefficient * Second.Coefficient * 4;

    /// <summary>Whether the sum is positive and not only not negative where all variables are positive.</summary>
    public bool IsStrict => Negative.Coefficient * Negative.Coefficient < First.Coefficient * Second.Coefficient * 4;

    /// <summary>A balance for each negative term, no positive term used twice; null where none was found.</summary>
    internal static IReadOnlyList<SquareBalance>? Find(MultivariatePolynomial p)
    {
        var free = p.Terms.Where(t => t.Coefficient.Sign > 0).ToDictionary(t => t.Monomial, t => t.Coefficient);
        var found = new List<SquareBalance>();

        // The most negative first; of the pairs that do, the one that wastes least.
        foreach (PolynomialTerm negative in p.Terms.Where(t => t.Coefficient.Sign < 0).OrderBy(t => t.Coefficient))
        {
            SquareBalance? best = null;
            BigRational least = default;
            Monomial square = negative.Monomial.Multiply(negative.Monomial);
            foreach ((Monomial m, BigRational a) in free)
            {
                if (square.Divide(m) is Monomial other && m > other && free.TryGetValue(other, out BigRational b))
                {
                    var balance = new SquareBalance(negative, new(m, a), new(other, b));
                    if (balance.Holds && (best is null || a * b < least))
                    {
                        (best, least) = (balance, a * b);
                    }
                }
            }

            if (best is not SquareBalance chosen)
            {
                return null;
            }

            found.Add(chosen);
            free.Remove(chosen.First.Monomial);
            free.Remove(chosen.Second.Monomial);
        }

        return found;
    }
}
