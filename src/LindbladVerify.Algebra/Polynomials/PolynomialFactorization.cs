using System.Numerics;

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
internal sealed record PolynomialFactorization(BigRational Number, Monomial Monomial, IReadOnlyList<PolynomialFactor> Factors)
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

/// <summary>Splits what is quadratic in a variable or its square and has a square as its discriminant.</summary>
internal static class QuadraticSplit
{
    /// <summary>Two factors with whole coefficients; null where no variable shows any.</summary>
    public static MultivariatePolynomial[]? Of(MultivariatePolynomial p)
    {
        for (int k = 0; k < p.VariableCount; k++)
        {
            MultivariatePolynomial[] c = p.CoefficientsIn(k);
            int power = c.Length switch
            {
                3 => 1,
                5 when c[1].IsZero && c[3].IsZero => 2,
                _ => 0,
            };
            if (power == 0)
            {
                continue;
            }

            MultivariatePolynomial a = c[2 * power], b = c[power];
            if (PolynomialSquareRoot.Of((b * b) - (a * c[0]).Scale(4)) is not MultivariatePolynomial root)
            {
                continue;
            }

            // 4 a p = (2 a X + b - root)(2 a X + b + root).
            MultivariatePolynomial x = MultivariatePolynomial.Variable(p.VariableCount, k).Power(power);
            MultivariatePolynomial line = (a * x).Scale(2) + b - root;
            MultivariatePolynomial factor = PolynomialGcd.Of(p, line);
            if (!factor.IsConstant && factor.Terms.Count > 0 && p.TryDivide(factor) is MultivariatePolynomial rest && !rest.IsConstant)
            {
                return [factor, PolynomialGcd.Primitive(rest)];
            }
        }

        return null;
    }
}

/// <summary>Square roots of numbers and polynomials that are squares.</summary>
internal static class PolynomialSquareRoot
{
    /// <summary>The root that is not negative; null where the number is no square of a rational number.</summary>
    public static BigRational? Of(BigRational square) =>
        square.Sign >= 0 && Whole(square.Numerator) is BigInteger above && Whole(square.Denominator) is BigInteger below ? new BigRational(above, below) : null;

    /// <summary>The polynomial with positive leading coefficient whose square this is; null where there is none.</summary>
    /// <remarks>Term by term from the highest; gives up at the first term that cannot be.</remarks>
    public static MultivariatePolynomial? Of(MultivariatePolynomial square)
    {
        int n = square.VariableCount;
        if (square.IsZero)
        {
            return square;
        }

        PolynomialTerm lead = square.Terms[0];
        if (Of(lead.Coefficient) is not BigRational number || Half(lead.Monomial) is not Monomial monomial || Half(square.Terms[^1].Monomial) is null)
        {
            return null;
        }

        var first = new PolynomialTerm(monomial, number);
        MultivariatePolynomial root = MultivariatePolynomial.FromTerms(n, [first]);
        MultivariatePolynomial rest = square - (root * root);
        while (!rest.IsZero)
        {
            if (rest.Terms[0].Monomial.Divide(monomial) is not Monomial next || next >= root.Terms[^1].Monomial)
            {
                return null;
            }

            MultivariatePolynomial term = MultivariatePolynomial.FromTerms(n, [new(next, rest.Terms[0].Coefficient / (number * 2))]);
            rest -= (root.Scale(2) + term) * term;
            root += term;
        }

        return root;
    }

    private static Monomial? Half(Monomial m)
    {
        foreach (int e in m.Exponents)
        {
            if (e % 2 != 0)
            {
                return null;
            }
        }

        return new([.. m.Exponents.ToArray().Select(e => e / 2)]);
    }

    private static BigInteger? Whole(BigInteger square)
    {
        if (square.IsZero)
        {
            return BigInteger.Zero;
        }

        // Newton from above.
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root * root == square ? root : null;
            }

            root = next;
        }
    }
}
