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
internal sealed record CornerSubstitution(bool OfSquare, bool Reflected, BigRational Low, BigRational? High)
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

        // Of each monomial of the other variables the coefficients of the powers of u.
        int degree = coefficients.Length - 1;
        BigRational[][] powers = Powers(degree);
        var sums = new Dictionary<Monomial, BigRational[]>();
        for (int k = 0; k <= degree; k++)
        {
            foreach (PolynomialTerm term in coefficients[k].Terms)
            {
                if (!sums.TryGetValue(term.Monomial, out BigRational[]? sum))
                {
                    sums[term.Monomial] = sum = [.. Enumerable.Repeat(BigRational.Zero, degree + 1)];
                }

                for (int j = 0; j < powers[k].Length; j++)
                {
                    sum[j] += term.Coefficient * powers[k][j];
                }
            }
        }

        return MultivariatePolynomial.FromTerms(n, sums.SelectMany(s => s.Value.Select((c, j) => new PolynomialTerm(s.Key.With(variable, j), c))));
    }

    /// <summary>The coefficients of (Low + High u)^k (1 + u)^(d - k) for all k to d; (Low + u)^k without a High.</summary>
    private BigRational[][] Powers(int d)
    {
        BigRational[][] below = [.. Enumerable.Range(0, d + 1).Select(_ => new[] { BigRational.One })];
        for (int k = 1; k <= d && High is not null; k++)
        {
            below[k] = Times(below[k - 1], BigRational.One, BigRational.One);
        }

        var powers = new BigRational[d + 1][];
        for (int k = 0; k <= d; k++)
        {
            powers[k] = below[d - k];
            for (int i = 0; i < k; i++)
            {
                powers[k] = Times(powers[k], Low, High ?? BigRational.One);
            }
        }

        return powers;

        static BigRational[] Times(BigRational[] p, BigRational constant, BigRational slope) =>
            [.. Enumerable.Range(0, p.Length + 1).Select(j => ((j < p.Length ? p[j] : BigRational.Zero) * constant) + ((j > 0 ? p[j - 1] : BigRational.Zero) * slope))];
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

/// <summary>
/// Two positive terms that outweigh a negative one: a m1 + b m2 - c m with m^2 = m1 m2 and c^2 &lt;= 4 a b is
/// (sqrt(a m1) - sqrt(b m2))^2 + (2 sqrt(a b) - c) m &gt;= 0 for variables that are not negative.
/// </summary>
/// <param name="Negative">-c m.</param>
/// <param name="First">a m1.</param>
/// <param name="Second">b m2.</param>
internal readonly record struct SquareBalance(PolynomialTerm Negative, PolynomialTerm First, PolynomialTerm Second)
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

/// <summary>The range of a variable, ends included.</summary>
/// <param name="Low">Lower end; null for none.</param>
/// <param name="High">Upper end; null for none.</param>
internal readonly record struct VariableRange(BigRational? Low, BigRational? High)
{
    /// <summary>All numbers that are not negative.</summary>
    public static VariableRange NonNegative => new(BigRational.Zero, null);

    /// <summary>All real numbers.</summary>
    public static VariableRange Real => new(null, null);

    /// <summary>0 to 1.</summary>
    public static VariableRange Unit => new(BigRational.Zero, BigRational.One);
}
