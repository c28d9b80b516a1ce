using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>A sum a x + b y that gets a name s, the last variable.</summary>
internal sealed record NamedSum(int X, int A, int Y, int B)
{
    /// <summary>The polynomial with s as a further variable that does not occur.</summary>
    public MultivariatePolynomial Widen(MultivariatePolynomial p) => p.Rename(p.VariableCount + 1, [.. Enumerable.Range(0, p.VariableCount)]);

    /// <summary>The polynomial with fewer terms by means of s, each coefficient of the other variables on its own.</summary>
    public MultivariatePolynomial Rewrite(MultivariatePolynomial wide)
    {
        if (wide.Degree(X) == 0 || wide.Degree(Y) == 0)
        {
            return wide;
        }

        MultivariatePolynomial result = MultivariatePolynomial.Zero(wide.VariableCount);
        foreach (IGrouping<Monomial, PolynomialTerm> group in wide.Terms.GroupBy(t => t.Monomial.With(X, 0).With(Y, 0)))
        {
            result += Best(MultivariatePolynomial.FromTerms(wide.VariableCount, group.Select(t => t)));
        }

        return result;
    }

    private MultivariatePolynomial Best(MultivariatePolynomial g)
    {
        if (g.Terms.Count == 1)
        {
            return g;
        }

        int n = g.VariableCount;
        MultivariatePolynomial x = MultivariatePolynomial.Variable(n, X), y = MultivariatePolynomial.Variable(n, Y), s = MultivariatePolynomial.Variable(n, n - 1);
        MultivariatePolynomial sum = x.Scale(A) + y.Scale(B);
        var candidates = new List<MultivariatePolynomial> { g, Powers(g) };
        if (A == 1)
        {
            candidates.Add(g.Substitute(X, s - y.Scale(B)));
        }

        if (B == 1)
        {
            candidates.Add(g.Substitute(Y, s - x.Scale(A)));
        }

        if (g.Terms.Count > 2)
        {
            // All but one term may be a multiple of a power of s.
            foreach (PolynomialTerm term in g.Terms)
            {
                MultivariatePolynomial alone = MultivariatePolynomial.FromTerms(n, [term]);
                candidates.Add(Powers(g - alone) + alone);
            }
        }

        return candidates.MinBy(c => c.Terms.Count)!;

        MultivariatePolynomial Powers(MultivariatePolynomial p)
        {
            MultivariatePolynomial power = MultivariatePolynomial.Constant(n, 1);
            while (p.TryDivide(sum) is MultivariatePolynomial quotient)
            {
                p = quotient;
                power *= s;
            }

            return p * power;
        }
    }
}
