using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Factors of polynomials in several variables, from their factors where all variables but one are numbers.</summary>
internal static class SeveralVariables
{
    private const int MostTerms = 200;
    private const int MostDegree = 30;
    private const int MostFactors = 6;
    private const int LargestNumber = 40;
    private static readonly ReconstructionLimits Limits = new() { Probes = 20_000, Time = TimeSpan.FromSeconds(3) };

    /// <summary>Two factors; null where there are none, or where the polynomial is too large to look for them.</summary>
    /// <param name="p">Without square, and without content with respect to any variable.</param>
    public static MultivariatePolynomial[]? Split(MultivariatePolynomial p)
    {
        int n = p.VariableCount;
        int[] variables = [.. Enumerable.Range(0, n).Where(k => p.Degree(k) > 0)];

        // What is linear in a variable and has no content with respect to it is irreducible.
        if (variables.Length < 2 || variables.Any(k => p.Degree(k) == 1) || p.Terms.Count > MostTerms || p.TotalDegree > MostDegree)
        {
            return null;
        }

        int variable = variables.MinBy(p.Degree);
        if (FewestFactors(p, variable) is not (long[] origin, MultivariatePolynomial[] factors) || factors.Length is 1 or > MostFactors)
        {
            return null;
        }

        // Every way to sort the factors into two, the first one always on the left, small parts first.
        int all = 1 << factors.Length;
        foreach (int chosen in Enumerable.Range(1, all - 2).Where(c => (c & 1) != 0).OrderBy(c => System.Numerics.BitOperations.PopCount((uint)c)))
        {
            if (Lift(p, variable, origin, factors, chosen) is MultivariatePolynomial factor && p.TryDivide(factor) is MultivariatePolynomial rest && !rest.IsConstant)
            {
                return [factor, PolynomialGcd.Primitive(rest)];
            }
        }

        return null;
    }

    private static MultivariatePolynomial? Lift(MultivariatePolynomial p, int variable, long[] origin, MultivariatePolynomial[] factors, int chosen)
    {
        MultivariatePolynomial one = MultivariatePolynomial.Constant(p.VariableCount, 1);
        MultivariatePolynomial part = one, rest = one;
        for (int k = 0; k < factors.Length; k++)
        {
            (part, rest) = (chosen >> k & 1) != 0 ? (part * factors[k], rest) : (part, rest * factors[k]);
        }

        var box = new LiftedFactor(p, variable, origin, part, rest);
        ulong[] point = new ulong[p.VariableCount];
        new FieldSampler(0x11F7).Fill(PrimeField.At(0), point);
        if (!box.TryEvaluate(PrimeField.At(0), point, out _) || RationalReconstruction.Run(box, Limits).Function is not { Denominator.IsConstant: true } lifted)
        {
            return null;
        }

        MultivariatePolynomial multiple = lifted.Numerator;
        MultivariatePolynomial content = PolynomialGcd.Of(multiple.CoefficientsIn(variable));
        MultivariatePolynomial factor = PolynomialGcd.Primitive(multiple.TryDivide(content)!);
        return factor.IsConstant ? null : factor;
    }

    /// <summary>Numbers for the other variables where the polynomial has as few factors as it is likely to have everywhere.</summary>
    private static (long[] Origin, MultivariatePolynomial[] Factors)? FewestFactors(MultivariatePolynomial p, int variable)
    {
        const int Points = 4;
        int n = p.VariableCount;
        int degree = p.Degree(variable);
        var sampler = new FieldSampler(0xFAC7);
        (long[], MultivariatePolynomial[])? best = null;
        for (int draw = 0, found = 0; draw < 5 * Points && found < Points; draw++)
        {
            long[] origin = [.. Enumerable.Range(0, n).Select(_ => (long)sampler.NextBelow(LargestNumber) - (LargestNumber / 2))];
            MultivariatePolynomial image = p;
            for (int k = 0; k < n; k++)
            {
                image = k == variable ? image : image.Substitute(k, MultivariatePolynomial.Constant(n, origin[k]));
            }

            if (image.Degree(variable) != degree || PolynomialGcd.Of(image, image.Derivative(variable)).Degree(variable) > 0)
            {
                continue;
            }

            found++;
            MultivariatePolynomial[] factors = FewVariables.Factor(PolynomialGcd.Primitive(image))!;
            if (factors.Length == 1)
            {
                return null;
            }

            if (best is null || factors.Length < best.Value.Item2.Length)
            {
                best = (origin, factors);
            }
        }

        return best;
    }
}
