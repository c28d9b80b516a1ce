using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>
/// What is known of a black box before it is reconstructed: which power of each variable comes out as a factor, which variables occur
/// in powers of their squares (cubes, ...) alone, and which can be set to 1 because the function is homogeneous.
/// </summary>
internal sealed class ReducedBox
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

    /// <summary>Number of independent scalings under which the function is homogeneous.</summary>
    public int ScalingCount => pivots.Count;

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
            reduced.strides[i] = Math.Max(1, Stride(above, Stride(below, 0)));
            reduced.Degrees[i] = Math.Max(above.Degree, below.Degree);
            if (reduced.Degrees[i] > prober.Limits.Degree)
            {
                throw new RefusalException(RefusalReason.DegreeTooHigh, $"its degree in variable {i + 1} is {reduced.Degrees[i]}", prober.Limits.Degree, reduced.Degrees[i]);
            }
        }

        int[] varying = [.. Enumerable.Range(0, n).Where(i => Span(lines[i].Numerator) + Span(lines[i].Denominator) > 0)];
        reduced.FindScalings(prober, field, start, lines, varying);
        reduced.Active = [.. varying.Where(i => reduced.pivots.TrueForAll(p => p.Variable != i))];
        reduced.FindCommonStride();
        reduced.NumeratorDegrees = [.. reduced.Active.Select(i => Span(lines[i].Numerator) / reduced.strides[i])];
        reduced.DenominatorDegrees = [.. reduced.Active.Select(i => Span(lines[i].Denominator) / reduced.strides[i])];
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

    /// <summary>Euler: sum_i h_i x_i df/dx_i = k f for constant h, k: a null space of values of x_i (df/dx_i)/f at random points.</summary>
    private void FindScalings(Prober prober, PrimeField field, ulong[] start, UnivariateRational[] lines, int[] varying)
    {
        int m = varying.Length;
        if (m == 0)
        {
            return;
        }

        var rows = new List<ulong>();
        int rank = 0;
        for (int row = 0, stable = 0; row < m + 3 && stable < 2; row++)
        {
            ulong[]? slopes = row == 0
                ? [.. varying.Select(i => LogarithmicSlope(field, lines[i], start[i]) ?? 0)]
                : SlopesAtFreshPoint(prober, field, lines, varying);
            if (slopes is null)
            {
                continue;
            }

            rows.AddRange(slopes);
            rows.Add(field.Modulus - 1);
            int now = DenseSystem.Rank(field, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), m + 1);
            stable = now == rank ? stable + 1 : 0;
            rank = now;
            if (rank == m + 1)
            {
                return;
            }
        }

        // Highest degrees first, so that these variables become the pivots and are set to 1.
        int[] order = [.. Enumerable.Range(0, m).OrderByDescending(a => Degrees[varying[a]]).ThenBy(a => a)];
        ulong[][] basis = DenseSystem.NullSpace(field, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), m + 1);
        ulong[] ordered = [.. basis.SelectMany(h => order.Select(a => h[a]).Append(h[m]))];
        int[] found = basis.Length == 0 ? [] : DenseSystem.Reduce(field, ordered, m + 1);
        for (int r = 0; r < found.Length; r++)
        {
            var weights = new BigRational[Degrees.Length];
            bool simple = found[r] < m;
            for (int a = 0; a < m && simple; a++)
            {
                simple = RationalNumberReconstruction.TryReconstruct(ordered[(r * (m + 1)) + a], field.Modulus, out weights[varying[order[a]]], 40);
            }

            simple = RationalNumberReconstruction.TryReconstruct(ordered[(r * (m + 1)) + m], field.Modulus, out BigRational degree, 40) && simple;
            if (simple)
            {
                weights[varying[order[found[r]]]] = default;
                pivots.Add((varying[order[found[r]]], weights, degree));
            }
        }

        // Weights that are no simple numbers belong to no scaling: then the pivots of the others must not depend on them.
        if (pivots.Count < found.Length)
        {
            pivots.Clear();
        }
    }

    private static ulong[]? SlopesAtFreshPoint(Prober prober, PrimeField field, UnivariateRational[] lines, int[] varying)
    {
        ulong[] point = new ulong[lines.Length];
        prober.Sampler.Fill(field, point);
        ulong[] slopes = new ulong[varying.Length];
        for (int a = 0; a < varying.Length; a++)
        {
            int i = varying[a];
            int count = lines[i].Numerator.Degree + lines[i].Denominator.Degree + 2;
            if (prober.Along(CurveNodes.Draw(field, prober.Sampler, count, 1), Line(point, i)) is not UnivariateRational line || LogarithmicSlope(field, line, point[i]) is not ulong slope)
            {
                return null;
            }

            slopes[a] = slope;
        }

        return slopes;
    }

    private static ulong? LogarithmicSlope(PrimeField field, UnivariateRational f, ulong x)
    {
        ulong above = f.Numerator.Evaluate(x), below = f.Denominator.Evaluate(x);
        if (!field.TryInverse(field.Multiply(above, below), out ulong inverse))
        {
            return null;
        }

        ulong slope = field.Subtract(
            field.Multiply(f.Numerator.Derivative().Evaluate(x), below),
            field.Multiply(f.Denominator.Derivative().Evaluate(x), above));
        return field.Multiply(field.Multiply(x, slope), inverse);
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

    private static int Span(UnivariatePolynomial p) => p.Degree - p.Valuation;

    private static int Stride(UnivariatePolynomial p, int stride)
    {
        for (int k = p.Valuation; k <= p.Degree; k++)
        {
            stride = p[k] == 0 ? stride : (int)BigInteger.GreatestCommonDivisor(stride, k - p.Valuation);
        }

        return stride;
    }
}
