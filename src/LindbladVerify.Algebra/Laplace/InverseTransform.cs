using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Laplace;

/// <summary>The time course whose Laplace transform is a rational function of s and of parameters, by partial fractions over the rational functions of the parameters.</summary>
/// <remarks>Convention: f(s) = int_0^infinity exp(-s t) f(t) dt. Factors of the denominator of first degree in s, in any power, and simple ones of second degree have modes that can be written.</remarks>
internal static class InverseTransform
{
    /// <summary>The modes of the course.</summary>
    /// <param name="transform">In lowest terms.</param>
    /// <param name="s">Which variable is s.</param>
    /// <param name="highest">The highest degree in s of a factor of the denominator; of a repeated factor of second degree, twice its multiplicity.</param>
    /// <returns>Functions of the other variables, in their order; null where a factor is of too high a degree.</returns>
    public static IReadOnlyList<CourseMode>? TryFind(RationalFunction transform, int s, out int highest)
    {
        PolynomialFactorization factors = PolynomialFactorization.Of(transform.Denominator);
        PolynomialFactor[] poles =
        [
            .. factors.Factors.Where(f => f.Polynomial.Degree(s) > 0),
            .. factors.Monomial[s] > 0 ? new[] { new PolynomialFactor(MultivariatePolynomial.Variable(transform.VariableCount, s), factors.Monomial[s]) } : [],
        ];
        highest = poles.Select(f => f.Polynomial.Degree(s) == 1 ? 1 : f.Polynomial.Degree(s) * f.Multiplicity).DefaultIfEmpty(0).Max();
        return highest > 2 ? null : [.. poles.Select(f => f.Polynomial.Degree(s) == 1 ? Line(transform, f, s) : Pair(transform, f.Polynomial, s))];
    }

    /// <summary>exp(-b t/a) times a polynomial of t, of the pole (a s + b)^m.</summary>
    private static CourseMode Line(RationalFunction transform, PolynomialFactor factor, int s)
    {
        int m = factor.Multiplicity;
        MultivariatePolynomial[] q = Coefficients(factor.Polynomial, s);
        (MultivariatePolynomial a, MultivariatePolynomial b) = (q[1], q[0]);
        MultivariatePolynomial[] above = Coefficients(transform.Numerator, s);
        MultivariatePolynomial[] below = Coefficients(transform.Denominator.TryDivide(factor.Polynomial.Power(m))!, s);
        RationalFunction[] numerator = [.. Enumerable.Range(0, m).Select(j => Taylor(above, j, a, b))];
        RationalFunction[] rest = [.. Enumerable.Range(0, m).Select(j => Taylor(below, j, a, b))];
        var series = new RationalFunction[m];
        for (int j = 0; j < m; j++)
        {
            RationalFunction sum = numerator[j];
            for (int i = 0; i < j; i++)
            {
                sum = sum.Minus(series[i].Times(rest[j - i]));
            }

            series[j] = sum.Over(rest[0]);
        }

        // c (s - r)^(j - m)/a^m is c t^(m-1-j) exp(r t)/((m-1-j)! a^m).
        MultivariatePolynomial scale = a.Power(m);
        return new CourseMode(RationalFunction.Reduce(b, a), null, [.. series.Reverse().Select((c, k) => RationalFunction.Reduce(c.Numerator, (c.Denominator * scale).Scale(Factorial(k))))], null);
    }

    /// <summary>The j-th coefficient of a polynomial around -b/a.</summary>
    private static RationalFunction Taylor(MultivariatePolynomial[] coefficients, int j, MultivariatePolynomial a, MultivariatePolynomial b)
    {
        MultivariatePolynomial sum = MultivariatePolynomial.Zero(a.VariableCount), power = MultivariatePolynomial.Constant(a.VariableCount, 1);
        for (int k = coefficients.Length - 1; k >= j; k--)
        {
            sum = (coefficients[k].Scale(Binomial(k, j)) * power) - (sum * b);
            power *= a;
        }

        return coefficients.Length <= j ? new RationalFunction(sum, MultivariatePolynomial.Constant(a.VariableCount, 1)) : RationalFunction.Reduce(sum, a.Power(coefficients.Length - 1 - j));
    }

    /// <summary>exp(-b t/(2a)) times a cosine and a sine, of the pole a s^2 + b s + c.</summary>
    private static CourseMode Pair(RationalFunction transform, MultivariatePolynomial factor, int s)
    {
        MultivariatePolynomial[] q = Coefficients(factor, s);
        (MultivariatePolynomial a, MultivariatePolynomial b, MultivariatePolynomial c) = (q[2], q[1], q[0]);
        (MultivariatePolynomial n1, MultivariatePolynomial n0, int e) = Modulo(Coefficients(transform.Numerator, s), q);
        (MultivariatePolynomial r1, MultivariatePolynomial r0, int f) = Modulo(Coefficients(transform.Denominator.TryDivide(factor)!, s), q);

        // (n1 s + n0)/(r1 s + r0) modulo the factor: the other root takes the denominator to its norm.
        MultivariatePolynomial norm = (a * r0 * r0) - (b * r0 * r1) + (c * r1 * r1);
        MultivariatePolynomial up = a.Power(Math.Max(0, f - e)), down = a.Power(Math.Max(0, e - f));
        var slope = RationalFunction.Reduce(up * a * ((n1 * r0) - (n0 * r1)), norm * down);
        var offset = RationalFunction.Reduce(up * ((c * n1 * r1) + (n0 * ((a * r0) - (b * r1)))), norm * down);
        var one = new RationalFunction(a, MultivariatePolynomial.Constant(a.VariableCount, 1));
        var decay = RationalFunction.Reduce(b, a.Scale(2));
        var square = RationalFunction.Reduce((a * c).Scale(4) - (b * b), (a * a).Scale(4));
        return new CourseMode(decay, square, [slope.Over(one)], offset.Minus(slope.Times(decay)).Over(one));
    }

    /// <summary>(u s + v)/a^e, which a polynomial is modulo a s^2 + b s + c.</summary>
    private static (MultivariatePolynomial U, MultivariatePolynomial V, int E) Modulo(MultivariatePolynomial[] coefficients, MultivariatePolynomial[] q)
    {
        MultivariatePolynomial u = MultivariatePolynomial.Zero(q[0].VariableCount), v = u, power = MultivariatePolynomial.Constant(u.VariableCount, 1);
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            power *= q[2];
            (u, v) = ((v * q[2]) - (u * q[1]), (coefficients[k] * power) - (u * q[0]));
        }

        return (u, v, coefficients.Length);
    }

    private static MultivariatePolynomial[] Coefficients(MultivariatePolynomial p, int s) => [.. p.CoefficientsIn(s).Select(c => c.Drop(s))];

    private static BigRational Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigRational.One, (product, k) => product * k);

    private static BigRational Binomial(int n, int k) => Factorial(n) / (Factorial(k) * Factorial(n - k));
}

/// <summary>A part of a time course: exp(-decay t) times a polynomial of t, or times even cos(w t) + odd sin(w t)/w.</summary>
/// <param name="Decay">The decay rate.</param>
/// <param name="Square">w², of either sign; null where nothing oscillates.</param>
/// <param name="Even">The polynomial, lowest power first; of an oscillation its one coefficient of the cosine.</param>
/// <param name="Odd">The coefficient of sin(w t)/w; null where nothing oscillates.</param>
internal sealed record CourseMode(RationalFunction Decay, RationalFunction? Square, IReadOnlyList<RationalFunction> Even, RationalFunction? Odd);
