using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>Greatest common divisors of polynomials in several variables.</summary>
/// <remarks>
/// a/b is reconstructed in lowest terms from its values as any other black box; a over the numerator found is then a divisor of both, which
/// exact division confirms. That no larger one exists holds up to the probability of <see cref="RationalReconstruction"/>.
/// </remarks>
internal static class PolynomialGcd
{
    /// <summary>The greatest common divisor, with whole coefficients without common divisor and a positive leading one; 0 for (0, 0).</summary>
    /// <exception cref="InvalidOperationException">It could not be found within the standing limits of reconstruction.</exception>
    public static MultivariatePolynomial Of(MultivariatePolynomial a, MultivariatePolynomial b)
    {
        if (a.IsZero || b.IsZero)
        {
            return Primitive(a.IsZero ? b : a);
        }

        if (a.IsConstant || b.IsConstant)
        {
            return MultivariatePolynomial.Constant(a.VariableCount, 1);
        }

        Monomial shared = new([.. Enumerable.Range(0, a.VariableCount).Select(k => Math.Min(a.LowestDegree(k), b.LowestDegree(k)))]);
        (MultivariatePolynomial smaller, MultivariatePolynomial larger) = a.Terms.Count <= b.Terms.Count ? (a, b) : (b, a);
        smaller = Primitive(smaller);
        if (larger.TryDivide(smaller) is not null)
        {
            return smaller;
        }

        smaller = smaller.DivideBy(smaller.MonomialContent());
        larger = Primitive(larger.DivideBy(larger.MonomialContent()));
        if (smaller.IsConstant || AreCoprimeOnALine(smaller, larger))
        {
            return MultivariatePolynomial.Constant(a.VariableCount, 1).Shift(shared);
        }

        RationalFunction lowest = RationalReconstruction.Run(new RationalFunction(smaller, larger)).Require();
        MultivariatePolynomial divisor = smaller.TryDivide(lowest.Numerator)
            ?? throw new InvalidOperationException("The numerator in lowest terms does not divide the numerator.");
        if (larger.TryDivide(lowest.Denominator) is null)
        {
            throw new InvalidOperationException("The denominator in lowest terms does not divide the denominator.");
        }

        return Primitive(divisor).Shift(shared);
    }

    /// <summary>The greatest common divisor of several polynomials.</summary>
    public static MultivariatePolynomial Of(IEnumerable<MultivariatePolynomial> polynomials)
    {
        MultivariatePolynomial? divisor = null;
        foreach (MultivariatePolynomial polynomial in polynomials.Where(p => !p.IsZero).OrderBy(p => p.Terms.Count))
        {
            divisor = divisor is null ? Primitive(polynomial) : Of(divisor, polynomial);
            if (divisor.IsConstant)
            {
                break;
            }
        }

        return divisor ?? throw new ArgumentException("There is no polynomial other than zero.", nameof(polynomials));
    }

    /// <summary>The polynomial with whole coefficients without common divisor, the leading one positive.</summary>
    public static MultivariatePolynomial Primitive(MultivariatePolynomial a) =>
        a.IsZero ? a : a.Scale((a.Terms[0].Coefficient.Sign < 0 ? -BigRational.One : BigRational.One) / a.Content());

    /// <summary>No common divisor in any variable, on random lines: then there is none at all.</summary>
    private static bool AreCoprimeOnALine(MultivariatePolynomial a, MultivariatePolynomial b)
    {
        PrimeField field = PrimeField.At(0);
        var sampler = new FieldSampler(0x6CD);
        ulong[] start = new ulong[a.VariableCount], direction = new ulong[a.VariableCount];
        sampler.Fill(field, start);
        sampler.Fill(field, direction);
        return OnLine(a).GreatestCommonDivisor(OnLine(b)).Degree == 0;

        // The common divisor of the images has at least the degree of the image of the common divisor, which on a generic line is its total degree.
        UnivariatePolynomial OnLine(MultivariatePolynomial p)
        {
            int count = p.TotalDegree + 1;
            ulong[] nodes = new ulong[count], values = new ulong[count], point = new ulong[start.Length];
            for (int i = 0; i < count; i++)
            {
                nodes[i] = (ulong)i;
                for (int k = 0; k < point.Length; k++)
                {
                    point[k] = field.MultiplyAdd(direction[k], nodes[i], start[k]);
                }

                p.TryEvaluate(field, point, out values[i]);
            }

            return UnivariatePolynomial.Interpolate(field, nodes, values);
        }
    }
}
