using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;

namespace LindbladVerify.Algebra.Polynomials;

/// <summary>
/// A factor of a polynomial in several variables as a black box, from factors that are known where all variables but one are numbers: lifted
/// by Hensel along the line from there to the point asked for.
/// </summary>
/// <remarks>
/// p = G H gives lc(p) G/lc(G) = lc(H) G, a polynomial along the line of no higher degree than p: where the series goes on, the given factors
/// belong to no factor of p. Source: Kaltofen and Trager 1990, doi:10.1016/S0747-7171(08)80015-6.
/// </remarks>
internal sealed class LiftedFactor : IBlackBox
{
    private readonly MultivariatePolynomial[] coefficients;
    private readonly int variable;
    private readonly long[] origin;
    private readonly MultivariatePolynomial part;
    private readonly MultivariatePolynomial rest;
    private readonly int degree;

    /// <param name="polynomial">p.</param>
    /// <param name="variable">The variable that stays.</param>
    /// <param name="origin">The numbers that the others are set to; the one of the variable is not used.</param>
    /// <param name="part">Product of some factors there.</param>
    /// <param name="rest">Product of the other factors there.</param>
    public LiftedFactor(MultivariatePolynomial polynomial, int variable, long[] origin, MultivariatePolynomial part, MultivariatePolynomial rest)
    {
        VariableCount = polynomial.VariableCount;
        coefficients = polynomial.CoefficientsIn(variable);
        this.variable = variable;
        this.origin = origin;
        this.part = part;
        this.rest = rest;
        degree = coefficients.Max(c => c.TotalDegree);
    }

    /// <inheritdoc/>
    public int VariableCount { get; }

    /// <inheritdoc/>
    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        value = 0;
        UnivariatePolynomial g0 = Monic(Image(field, part)), h0 = Monic(Image(field, rest));
        if (g0.IsZero || h0.IsZero || Bezout(g0, h0) is not (UnivariatePolynomial s, UnivariatePolynomial u))
        {
            return false;
        }

        // Row k of f: the coefficients of t^k, polynomials in x, of p/lc(p) along the line.
        UnivariatePolynomial[] alongLine = AlongLine(field, point);
        UnivariatePolynomial leading = alongLine[^1];
        if (leading[0] == 0)
        {
            return false;
        }

        UnivariatePolynomial[] f = Rows(field, alongLine, leading);
        var g = new UnivariatePolynomial[degree + 2];
        var h = new UnivariatePolynomial[degree + 2];
        (g[0], h[0]) = (g0, h0);
        for (int k = 1; k < g.Length; k++)
        {
            UnivariatePolynomial error = f[k];
            for (int i = 1; i < k; i++)
            {
                error -= g[i] * h[k - i];
            }

            g[k] = (u * error).DivideBy(g0).Remainder;
            h[k] = (s * error).DivideBy(h0).Remainder;
        }

        // lc(p) g as a series: at t = 1, and no term beyond the degree of p.
        UnivariatePolynomial sum = new(field, []), beyond = new(field, []);
        for (int k = 0; k < g.Length; k++)
        {
            for (int i = 0; i + k < g.Length; i++)
            {
                UnivariatePolynomial term = g[k].Scale(leading[i]);
                (sum, beyond) = i + k <= degree ? (sum + term, beyond) : (sum, beyond + term);
            }
        }

        value = sum.Evaluate(point[variable]);
        return beyond.IsZero;
    }

    private static UnivariatePolynomial Monic(UnivariatePolynomial p) => p.IsZero ? p : p.Scale(p.Field.Inverse(p[p.Degree]));

    /// <summary>s g + u h = 1; null where g and h have a common divisor.</summary>
    private static (UnivariatePolynomial S, UnivariatePolynomial U)? Bezout(UnivariatePolynomial g, UnivariatePolynomial h)
    {
        PrimeField field = g.Field;
        UnivariatePolynomial one = new(field, [1]), zero = new(field, []);
        (UnivariatePolynomial r0, UnivariatePolynomial r1, UnivariatePolynomial s0, UnivariatePolynomial s1, UnivariatePolynomial u0, UnivariatePolynomial u1) = (g, h, one, zero, zero, one);
        while (!r1.IsZero)
        {
            (UnivariatePolynomial quotient, UnivariatePolynomial remainder) = r0.DivideBy(r1);
            (r0, r1, s0, s1, u0, u1) = (r1, remainder, s1, s0 - (quotient * s1), u1, u0 - (quotient * u1));
        }

        if (r0.Degree != 0)
        {
            return null;
        }

        ulong inverse = field.Inverse(r0[0]);
        return (s0.Scale(inverse), u0.Scale(inverse));
    }

    private UnivariatePolynomial Image(PrimeField field, MultivariatePolynomial p) => new(
        field,
        [.. p.CoefficientsIn(variable).Select(c => c.IsZero ? 0 : field.FromInteger(c.Terms[0].Coefficient.Numerator))]);

    /// <summary>For each power of x its coefficient as a polynomial in t along the line.</summary>
    private UnivariatePolynomial[] AlongLine(PrimeField field, ReadOnlySpan<ulong> point)
    {
        ulong[] times = new ulong[degree + 1], at = new ulong[VariableCount];
        ulong[][] values = [.. coefficients.Select(_ => new ulong[times.Length])];
        for (int t = 0; t < times.Length; t++)
        {
            times[t] = (ulong)t;
            for (int k = 0; k < at.Length; k++)
            {
                ulong from = field.FromInteger(origin[k]);
                at[k] = field.MultiplyAdd(field.Subtract(point[k], from), times[t], from);
            }

            for (int c = 0; c < coefficients.Length; c++)
            {
                coefficients[c].TryEvaluate(field, at, out values[c][t]);
            }
        }

        var nodes = new InterpolationNodes(field, times);
        return [.. values.Select(v => new UnivariatePolynomial(field, nodes.Interpolate(v)))];
    }

    private UnivariatePolynomial[] Rows(PrimeField field, UnivariatePolynomial[] alongLine, UnivariatePolynomial leading)
    {
        int length = degree + 2;
        ulong inverse = field.Inverse(leading[0]);
        ulong[][] rows = [.. Enumerable.Range(0, length).Select(_ => new ulong[alongLine.Length])];
        for (int c = 0; c < alongLine.Length; c++)
        {
            for (int k = 0; k < length; k++)
            {
                ulong sum = alongLine[c][k];
                for (int i = 1; i <= k; i++)
                {
                    sum = field.Subtract(sum, field.Multiply(leading[i], rows[k - i][c]));
                }

                rows[k][c] = field.Multiply(sum, inverse);
            }
        }

        return [.. rows.Select(r => new UnivariatePolynomial(field, r))];
    }
}
