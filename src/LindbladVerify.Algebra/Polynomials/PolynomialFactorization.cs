namespace LindbladVerify.Algebra.Polynomials;

/// <summary>A polynomial as a product: number, monomial and factors without square.</summary>
/// <param name="Number">The number before everything.</param>
/// <param name="Monomial">The powers of variables.</param>
/// <param name="Factors">The other factors; no two have a common divisor.</param>
/// <remarks>
/// Found: contents with respect to each variable, multiplicities (Yun 1976, doi:10.1145/800205.806320), given candidates, all factors of what has one
/// variable or is homogeneous in two, factors linear in a variable or its square of what is quadratic in it, and factors in several variables of
/// polynomials of moderate size. A factor may still be reducible where it is large; that the product is the polynomial is exact.
/// </remarks>
public sealed record PolynomialFactorization(BigRational Number, Monomial Monomial, IReadOnlyList<PolynomialFactor> Factors)
{
    /// <summary>Factors a polynomial.</summary>
    /// <param name="polynomial">Not zero.</param>
    /// <param name="candidates">Polynomials to try as factors; null for none.</param>
    public static PolynomialFactorization Of(MultivariatePolynomial polynomial, IEnumerable<MultivariatePolynomial>? candidates = null)
    {
        if (polynomial.IsZero)
        {
            throw new ArgumentException("Zero has no factors.", nameof(polynomial));
        }

        MultivariatePolynomial primitive = PolynomialGcd.Primitive(polynomial);
        BigRational number = polynomial.Terms[0].Coefficient / primitive.Terms[0].Coefficient;
        Monomial monomial = primitive.MonomialContent();
        var found = new Dictionary<MultivariatePolynomial, int>();
        Split(primitive.DivideBy(monomial), 1, [.. (candidates ?? []).Where(c => !c.IsConstant).Select(PolynomialGcd.Primitive)], found);
        return new(number, monomial, [.. found.OrderBy(f => f.Key.Terms.Count).ThenBy(f => f.Key.TotalDegree).Select(f => new PolynomialFactor(f.Key, f.Value))]);
    }

    /// <summary>The product.</summary>
    public MultivariatePolynomial Expand() => Factors.Aggregate(
        MultivariatePolynomial.FromTerms(Monomial.VariableCount, [new PolynomialTerm(Monomial, Number)]),
        (product, f) => product * f.Polynomial.Power(f.Multiplicity));

    private static void Split(MultivariatePolynomial p, int multiplicity, MultivariatePolynomial[] candidates, Dictionary<MultivariatePolynomial, int> found)
    {
        if (p.IsConstant)
        {
            return;
        }

        int[] variables = [.. Enumerable.Range(0, p.VariableCount).Where(k => p.Degree(k) > 0)];
        foreach (int k in variables)
        {
            if (variables.Length > 1)
            {
                MultivariatePolynomial content = PolynomialGcd.Of(p.CoefficientsIn(k));
                if (!content.IsConstant)
                {
                    Split(content, multiplicity, candidates, found);
                    Split(p.TryDivide(content)!, multiplicity, candidates, found);
                    return;
                }
            }
        }

        // Primitive in every variable: the multiplicities show in any of them; the one of lowest degree is the cheapest.
        foreach ((MultivariatePolynomial part, int power) in SquareFree(p, variables.MinBy(p.Degree)))
        {
            SplitSquareFree(part, multiplicity * power, candidates, found);
        }
    }

    private static IEnumerable<(MultivariatePolynomial Part, int Power)> SquareFree(MultivariatePolynomial p, int variable)
    {
        MultivariatePolynomial derivative = p.Derivative(variable);
        MultivariatePolynomial common = PolynomialGcd.Of(p, derivative);
        if (common.IsConstant)
        {
            yield return (p, 1);
            yield break;
        }

        MultivariatePolynomial w = p.TryDivide(common)!, y = derivative.TryDivide(common)!;
        for (int power = 1; !w.IsConstant; power++)
        {
            MultivariatePolynomial z = y - w.Derivative(variable);
            MultivariatePolynomial part = z.IsZero ? PolynomialGcd.Primitive(w) : PolynomialGcd.Of(w, z);
            if (!part.IsConstant)
            {
                yield return (part, power);
            }

            w = w.TryDivide(part)!;
            y = z.TryDivide(part)!;
        }
    }

    private static void SplitSquareFree(MultivariatePolynomial p, int multiplicity, MultivariatePolynomial[] candidates, Dictionary<MultivariatePolynomial, int> found)
    {
        foreach (MultivariatePolynomial candidate in candidates)
        {
            if (!candidate.Equals(p) && p.TryDivide(candidate) is MultivariatePolynomial rest)
            {
                SplitSquareFree(candidate, multiplicity, candidates, found);
                SplitSquareFree(PolynomialGcd.Primitive(rest), multiplicity, candidates, found);
                return;
            }
        }

        MultivariatePolynomial[] parts = [.. FewVariables.Factor(p) ?? QuadraticSplit.Of(p) ?? SeveralVariables.Split(p) ?? [p]];
        if (parts.Length > 1)
        {
            foreach (MultivariatePolynomial part in parts)
            {
                SplitSquareFree(part, multiplicity, candidates, found);
            }

            return;
        }

        MultivariatePolynomial factor = PolynomialGcd.Primitive(p);
        if (!factor.IsConstant)
        {
            found[factor] = found.GetValueOrDefault(factor) + multiplicity;
        }
    }
}
