using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>
/// What is known of a black box before it is reconstructed: which power of each variable comes out as a factor, which variables occur
/// in powers of their squares (cubes, ...) alone, and which can be set to 1 because the function is homogeneous.
/// </summary>
internal sealed partial class ReducedBox
{
    private const int MostCommonStride = 12;
    private readonly int[] valuations;
    private readonly int[] strides;
    private readonly List<(int Variable, BigRational[] Weights, BigRational Degree)> pivots = [];

    private ReducedBox(int variableCount)
    {
        valuations = new int[variableCount];
        strides = new int[variableCount];
        Degrees = new int[variableCount];
    }

    /// <summary>Highest power of each variable in numerator or denominator.</summary>
    public int[] Degrees { get; }

    /// <summary>The variables that are left.</summary>
    public int[] Active { get; private set; } = [];

    /// <summary>Highest power of y = x^stride in the numerator, for each variable left, factors that are powers of x taken out.</summary>
    public int[] NumeratorDegrees { get; private set; } = [];

    /// <summary>The same for the denominator.</summary>
    public int[] DenominatorDegrees { get; private set; } = [];

    /// <summary>The least common multiple of the strides of the variables left.</summary>
    public int CommonStride { get; private set; } = 1;

    public int Stride(int active) => strides[Active[active]];

    /// <summary>Probes a black box. Null where it is zero everywhere.</summary>
    public static ReducedBox? Of(Prober prober, PrimeField field)
    {
        int n = prober.Box.VariableCount;
        var reduced = new ReducedBox(n);
        if (NonZeroPoint(prober, field) is not ulong[] start)
        {
            return null;
        }

        var lines = new UnivariateRational[n];
        for (int i = 0; i < n; i++)
        {
            lines[i] = prober.Along(field, Line(start, i), 2 * prober.Limits.Degree);
            (UnivariatePolynomial above, UnivariatePolynomial below) = (lines[i].Numerator, lines[i].Denominator);
            reduced.valuations[i] = above.Valuation - below.Valuation;
            reduced.strides[i] = Math.Max(1, above.Stride(below.Stride(0)));
            reduced.Degrees[i] = Math.Max(above.Degree, below.Degree);
            if (reduced.Degrees[i] > prober.Limits.Degree)
            {
                throw new RefusalException(RefusalReason.DegreeTooHigh, $"its degree in variable {i + 1} is {reduced.Degrees[i]}", prober.Limits.Degree, reduced.Degrees[i]);
            }
        }

        int[] varying = [.. Enumerable.Range(0, n).Where(i => lines[i].Numerator.Span + lines[i].Denominator.Span > 0)];
        reduced.FindScalings(prober, field, start, lines, varying);
        reduced.Active = [.. varying.Where(i => reduced.pivots.TrueForAll(p => p.Variable != i))];
        reduced.FindCommonStride();
        reduced.NumeratorDegrees = [.. reduced.Active.Select(i => lines[i].Numerator.Span / reduced.strides[i])];
        reduced.DenominatorDegrees = [.. reduced.Active.Select(i => lines[i].Denominator.Span / reduced.strides[i])];
        return reduced;
    }

    /// <summary>Sets the variables that are not interpolated.</summary>
    public BoxAnchor Anchor(PrimeField field, FieldSampler sampler)
    {
        ulong[] values = new ulong[valuations.Length];
        sampler.Fill(field, values);
        ulong[] scales = [.. Active.Select(_ => 1UL)];
        ulong constant = 1;
        foreach (int i in Enumerable.Range(0, valuations.Length).Except(Active).Where(i => pivots.TrueForAll(p => p.Variable != i)))
        {
            constant = field.Multiply(constant, field.Power(values[i], -valuations[i]));
        }

        foreach ((int variable, BigRational[] weights, BigRational degree) in pivots)
        {
            // f(x) = x_j^degree f(x_i x_j^-weight_i, x_j = 1); x_j is a power so that roots of it exist.
            BigInteger root = weights.Append(degree).Aggregate(BigInteger.One, (m, w) => m / BigInteger.GreatestCommonDivisor(m, w.Denominator) * w.Denominator);
            ulong radical = values[variable];
            values[variable] = field.Power(radical, (ulong)root);
            constant = field.Multiply(constant, field.Power(radical, -(int)(degree * root).Numerator));
            for (int a = 0; a < scales.Length; a++)
            {
                scales[a] = field.Multiply(scales[a], field.Power(radical, (int)(weights[Active[a]] * root).Numerator));
            }
        }

        for (int a = 0; a < scales.Length; a++)
        {
            constant = field.Multiply(constant, field.Power(scales[a], valuations[Active[a]]));
        }

        return new(values, scales, point =>
        {
            ulong above = constant, below = 1;
            foreach (int i in Active)
            {
                if (valuations[i] > 0)
                {
                    below = field.Multiply(below, field.Power(point[i], (ulong)valuations[i]));
                }
                else if (valuations[i] < 0)
                {
                    above = field.Multiply(above, field.Power(point[i], (ulong)-valuations[i]));
                }
            }

            return below == 1 ? above : field.Divide(above, below);
        });
    }

    /// <summary>The function of all variables from that of those left.</summary>
    public (List<PolynomialTerm> Numerator, List<PolynomialTerm> Denominator) Expand(IEnumerable<PolynomialTerm> numerator, IEnumerable<PolynomialTerm> denominator) =>
        (Expand(numerator, 1), Expand(denominator, -1));

    private List<PolynomialTerm> Expand(IEnumerable<PolynomialTerm> terms, int side)
    {
        var expanded = new List<(int[] Exponents, BigRational Coefficient)>();
        var powers = new List<BigRational[]>();
        foreach (PolynomialTerm term in terms)
        {
            int[] exponents = new int[valuations.Length];
            for (int a = 0; a < Active.Length; a++)
            {
                exponents[Active[a]] = strides[Active[a]] * term.Monomial[a];
            }

            powers.Add([.. pivots.Select(p => Enumerable.Range(0, exponents.Length).Aggregate(BigRational.Zero, (sum, i) => sum - (p.Weights[i] * exponents[i])))]);
            expanded.Add((exponents, term.Coefficient));
        }

        var result = new List<PolynomialTerm>(expanded.Count);
        BigRational[] least = [.. pivots.Select((_, j) => powers.Count == 0 ? BigRational.Zero : powers.Min(p => p[j]))];
        for (int t = 0; t < expanded.Count; t++)
        {
            int[] exponents = expanded[t].Exponents;
            for (int j = 0; j < pivots.Count; j++)
            {
                BigRational power = powers[t][j] - least[j];
                if (!power.IsInteger)
                {
                    throw new RefusalException(RefusalReason.NotRational, "its scaling leads to fractional powers");
                }

                exponents[pivots[j].Variable] = (int)power.Numerator;
            }

            for (int i = 0; i < exponents.Length; i++)
            {
                exponents[i] += Math.Max(0, side * valuations[i]);
            }

            result.Add(new PolynomialTerm(new Monomial(exponents), expanded[t].Coefficient));
        }

        return result;
    }

    private static ulong[]? NonZeroPoint(Prober prober, PrimeField field)
    {
        ulong[] point = new ulong[prober.Box.VariableCount];
        int zeros = 0;
        for (int draw = 0; draw < 60 && zeros < 4; draw++)
        {
            prober.Sampler.Fill(field, point);
            if (prober.TryEvaluate(field, point, out ulong value))
            {
                if (value != 0)
                {
                    return point;
                }

                zeros++;
            }
        }

        return zeros > 0 ? null : throw new RefusalException(RefusalReason.NoValue, "it has no value at any of 60 random points");
    }

    private void FindCommonStride()
    {
        foreach (int i in Active)
        {
            int multiple = CommonStride / (int)BigInteger.GreatestCommonDivisor(CommonStride, strides[i]) * strides[i];
            if (multiple <= MostCommonStride)
            {
                CommonStride = multiple;
            }
            else
            {
                strides[i] = 1;
            }
        }
    }

    private static Action<ulong, ulong[]> Line(ulong[] through, int variable) => (x, point) =>
    {
        through.CopyTo(point, 0);
        point[variable] = x;
    };
}
