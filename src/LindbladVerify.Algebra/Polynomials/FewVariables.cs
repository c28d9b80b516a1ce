using System.Numerics;
using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>All factors of polynomials in one variable, or homogeneous in two, over the whole numbers.</summary>
/// <remarks>
/// Modulo a prime of 61 bits by distinct and equal degrees (Cantor and Zassenhaus 1981, doi:10.1090/S0025-5718-1981-0606517-5), then products of modular
/// factors that divide exactly (Zassenhaus 1969, doi:10.1016/0022-314X(69)90047-X). Factors with coefficients beyond 60 bits are not found.
/// </remarks>
internal static class FewVariables
{
    private const int MostModularFactors = 16;

    /// <summary>The factors of a polynomial without square; null where it has more variables.</summary>
    public static MultivariatePolynomial[]? Factor(MultivariatePolynomial p)
    {
        int n = p.VariableCount;
        int[] variables = [.. Enumerable.Range(0, n).Where(k => p.Degree(k) > 0)];
        if (variables.Length == 1)
        {
            return [.. FactorUnivariate(p, variables[0])];
        }

        int degree = p.TotalDegree;
        if (variables.Length != 2 || p.Terms.Any(t => t.Monomial.Degree != degree))
        {
            return null;
        }

        MultivariatePolynomial inOne = p.Substitute(variables[1], MultivariatePolynomial.Constant(n, 1));
        return [.. FactorUnivariate(inOne, variables[0]).Select(f => Homogenise(f, variables[0], variables[1]))];
    }

    private static MultivariatePolynomial Homogenise(MultivariatePolynomial f, int variable, int other)
    {
        int degree = f.TotalDegree;
        return MultivariatePolynomial.FromTerms(f.VariableCount, f.Terms.Select(t => t with { Monomial = t.Monomial.With(other, degree - t.Monomial[variable]) }));
    }

    private static List<MultivariatePolynomial> FactorUnivariate(MultivariatePolynomial p, int variable)
    {
        p = PolynomialGcd.Primitive(p);
        BigInteger[] whole = [.. p.CoefficientsIn(variable).Select(c => c.IsZero ? BigInteger.Zero : c.Terms[0].Coefficient.Numerator)];
        PrimeField field = PrimeField.At(0);
        var image = new UnivariatePolynomial(field, [.. whole.Select(field.FromInteger)]);
        if (p.TotalDegree < 2 || image.Degree != p.TotalDegree || image.GreatestCommonDivisor(image.Derivative()).Degree > 0)
        {
            return [p];
        }

        List<UnivariatePolynomial> modular = ModularFactors(image.Scale(field.Inverse(image[image.Degree])));
        var result = new List<MultivariatePolynomial>();
        if (modular.Count is 1 or > MostModularFactors)
        {
            return [p];
        }

        MultivariatePolynomial rest = p;
        for (int size = 1; 2 * size <= modular.Count; size++)
        {
            foreach (int[] subset in Subsets(modular.Count, size).ToArray())
            {
                if (subset.Any(k => k >= modular.Count))
                {
                    continue;
                }

                if (Lift(rest, variable, subset.Aggregate(new UnivariatePolynomial(field, [1]), (product, k) => product * modular[k])) is not MultivariatePolynomial factor
                    || rest.TryDivide(factor) is not MultivariatePolynomial quotient)
                {
                    continue;
                }

                result.Add(factor);
                rest = PolynomialGcd.Primitive(quotient);
                modular = [.. modular.Where((_, k) => !subset.Contains(k))];
                size--;
                break;
            }
        }

        result.Add(rest);
        return [.. result.Where(f => !f.IsConstant)];
    }

    /// <summary>Leading coefficient times a modular factor, in least residues, without its content.</summary>
    private static MultivariatePolynomial? Lift(MultivariatePolynomial p, int variable, UnivariatePolynomial modular)
    {
        PrimeField field = modular.Field;
        UnivariatePolynomial scaled = modular.Scale(field.FromInteger(p.Terms[0].Coefficient.Numerator));
        var terms = new List<PolynomialTerm>();
        for (int k = 0; k <= scaled.Degree; k++)
        {
            terms.Add(new(Monomial.One(p.VariableCount).With(variable, k), field.ToSigned(scaled[k])));
        }

        var lifted = MultivariatePolynomial.FromTerms(p.VariableCount, terms);
        return lifted.IsConstant ? null : PolynomialGcd.Primitive(lifted);
    }

    private static IEnumerable<int[]> Subsets(int count, int size)
    {
        int[] chosen = [.. Enumerable.Range(0, size)];
        while (true)
        {
            yield return [.. chosen];
            int at = size - 1;
            while (at >= 0 && chosen[at] == count - size + at)
            {
                at--;
            }

            if (at < 0)
            {
                yield break;
            }

            chosen[at]++;
            for (int k = at + 1; k < size; k++)
            {
                chosen[k] = chosen[k - 1] + 1;
            }
        }
    }

    private static List<UnivariatePolynomial> ModularFactors(UnivariatePolynomial monic)
    {
        PrimeField field = monic.Field;
        var sampler = new FieldSampler(0xCA27);
        var x = new UnivariatePolynomial(field, [0, 1]);
        var factors = new List<UnivariatePolynomial>();
        UnivariatePolynomial rest = monic, power = x;
        for (int degree = 1; 2 * degree <= rest.Degree; degree++)
        {
            power = PowerModulo(power, field.Modulus, rest);
            UnivariatePolynomial product = rest.GreatestCommonDivisor(power - x);
            if (product.Degree > 0)
            {
                EqualDegree(product, degree, sampler, factors);
                rest = rest.DivideBy(product).Quotient;
                power = power.DivideBy(rest).Remainder;
            }
        }

        if (rest.Degree > 0)
        {
            factors.Add(rest);
        }

        return factors;
    }

    private static void EqualDegree(UnivariatePolynomial product, int degree, FieldSampler sampler, List<UnivariatePolynomial> factors)
    {
        if (product.Degree == degree)
        {
            factors.Add(product);
            return;
        }

        PrimeField field = product.Field;
        while (true)
        {
            ulong[] random = new ulong[product.Degree];
            sampler.Fill(field, random);
            UnivariatePolynomial a = new(field, random);

            // a^((p^d - 1)/2) = (a^(1 + p + ... + p^(d-1)))^((p-1)/2).
            UnivariatePolynomial norm = a, conjugate = a;
            for (int k = 1; k < degree; k++)
            {
                conjugate = PowerModulo(conjugate, field.Modulus, product);
                norm = (norm * conjugate).DivideBy(product).Remainder;
            }

            UnivariatePolynomial half = PowerModulo(norm, (field.Modulus - 1) / 2, product) - new UnivariatePolynomial(field, [1]);
            UnivariatePolynomial part = product.GreatestCommonDivisor(half);
            if (part.Degree > 0 && part.Degree < product.Degree)
            {
                EqualDegree(part, degree, sampler, factors);
                EqualDegree(product.DivideBy(part).Quotient, degree, sampler, factors);
                return;
            }
        }
    }

    private static UnivariatePolynomial PowerModulo(UnivariatePolynomial @base, ulong exponent, UnivariatePolynomial modulus)
    {
        var power = new UnivariatePolynomial(modulus.Field, [1]);
        for (int bit = 63 - BitOperations.LeadingZeroCount(exponent); bit >= 0; bit--)
        {
            power = (power * power).DivideBy(modulus).Remainder;
            if (((exponent >> bit) & 1) != 0)
            {
                power = (power * @base).DivideBy(modulus).Remainder;
            }
        }

        return power;
    }
}
