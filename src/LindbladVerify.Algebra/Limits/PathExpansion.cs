using System.Numerics;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Limits;

/// <summary>
/// How a rational function behaves along a path theta_i lambda^(e_i): F = sum_k c_k(theta) lambda^(Exponent + k Step), where the
/// coefficients are black boxes that can be reconstructed in turn.
/// </summary>
/// <remarks>
/// The exponent is a whole number of steps that is proved, not a slope that is fitted: along a path the function is rational in one variable,
/// known from 2d + 2 values; the exponent is a difference of lowest (or highest) degrees. It holds for all theta but those where c_0
/// vanishes. Fractional exponents: lambda = mu^q.
/// Cost: 2d + 4 values of F once; for each value of a coefficient 2d'/s + 2, where d' is the degree without the factor that is a power of lambda and s the
///   stride: 2 where F is even or odd in lambda.
/// </remarks>
internal sealed class PathExpansion
{
    private readonly IBlackBox box;
    private readonly int[] powers;
    private readonly int order;
    private readonly int root;
    private readonly int sign;
    private readonly int stride;
    private readonly int nodeCount;
    private volatile CurveNodes? lastNodes;

    private PathExpansion(IBlackBox box, int[] powers, int root, LimitDirection direction, UnivariateRational line)
    {
        this.box = box;
        this.powers = powers;
        this.root = root;
        Direction = direction;
        sign = direction == LimitDirection.Zero ? 1 : -1;
        IsZero = line.IsZero;
        order = line.Numerator.Valuation - line.Denominator.Valuation;
        stride = Math.Max(1, line.Numerator.Stride(line.Denominator.Stride(0)));
        nodeCount = IsZero ? 2 : ((line.Numerator.Span + line.Denominator.Span) / stride) + 2;
    }

    /// <summary>Where lambda goes.</summary>
    public LimitDirection Direction { get; }

    /// <summary>Whether the function is zero everywhere: there is no leading term then.</summary>
    public bool IsZero { get; }

    /// <summary>F ~ c_0 lambda^Exponent.</summary>
    public BigRational Exponent => new(sign * order, root);

    /// <summary>How fast F vanishes in the limit: 2 for lambda^2 as lambda -&gt; 0 and for lambda^-2 as lambda -&gt; infinity; negative where F grows.</summary>
    public BigRational Order => new(order, root);

    /// <summary>Difference of the exponents of neighbouring terms: 1/q with the sign of the direction.</summary>
    public BigRational Step => new(sign, root);

    /// <summary>Values of the function behind one value of a coefficient.</summary>
    public int NodeCount => nodeCount;

    /// <summary>Finds the leading exponent.</summary>
    /// <param name="function">The function F.</param>
    /// <param name="exponents">e_i, whole or rational, one for each variable.</param>
    /// <param name="direction">Where lambda goes.</param>
    /// <param name="refusal">Why there is no expansion; null where there is one.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="cancellation">Stops it.</param>
    public static PathExpansion? TryFind(
        IBlackBox function,
        IReadOnlyList<BigRational> exponents,
        LimitDirection direction,
        out Refusal? refusal,
        ReconstructionLimits? limits = null,
        CancellationToken cancellation = default)
    {
        if (exponents.Count != function.VariableCount)
        {
            throw new ArgumentException($"{function.VariableCount} exponents are needed, not {exponents.Count}.", nameof(exponents));
        }

        (int[] powers, int root) = Powers(exponents, direction);
        var prober = new Prober(function, limits ?? ReconstructionLimits.Default, cancellation);
        try
        {
            // Two primes and two points: neither a root of the leading coefficient nor a prime that divides it may decide.
            UnivariateRational first = Along(prober, PrimeField.At(0), powers);
            UnivariateRational second = Along(prober, PrimeField.At(1), powers, first.ValuesNeeded);
            UnivariateRational generic = Complexity(second) > Complexity(first) ? second : first;
            refusal = null;
            return new PathExpansion(function, powers, root, direction, generic);
        }
        catch (RefusalException e)
        {
            refusal = new Refusal(e.Reason, $"No expansion: {e.Message}.", e.Limit, e.Reached, []);
            return null;
        }
    }

    /// <summary>The coefficient of lambda^(Exponent + k Step), a rational function of theta; the leading one for k = 0.</summary>
    public IBlackBox Coefficient(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        return new CoefficientBox(this, k);
    }

    /// <summary>The exponent of the k-th possible term.</summary>
    public BigRational ExponentOf(int k) => Exponent + (Step * k);

    /// <summary>The first terms whose coefficients are not zero everywhere.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="farthest">Largest k that is looked at.</param>
    public IReadOnlyList<int> NonZeroTerms(int count, int farthest = 64)
    {
        var found = new List<int>();
        if (IsZero)
        {
            return found;
        }

        PrimeField field = PrimeField.At(0);
        var sampler = new FieldSampler(0x7E2);
        ulong[] theta = new ulong[powers.Length];
        for (int draw = 0; draw < 60; draw++)
        {
            sampler.Fill(field, theta);
            if (TrySeries(field, theta, farthest + 1, out ulong[] series))
            {
                found.AddRange(Enumerable.Range(0, series.Length).Where(k => series[k] != 0).Take(count));
                break;
            }
        }

        return found;
    }

    private static int Complexity(UnivariateRational f) => f.Numerator.Degree + f.Denominator.Degree;

    private static UnivariateRational Along(Prober prober, PrimeField field, int[] powers, int values = Prober.FewestOnLine)
    {
        ulong[] theta = new ulong[powers.Length];
        prober.Sampler.Fill(field, theta);
        int reach = powers.Sum(Math.Abs);
        return prober.Along(field, (u, point) => Place(field, theta, powers, u, point), 2 * prober.Limits.Degree * Math.Max(1, reach), first: values);
    }

    /// <summary>Whole powers of mu for exponents of lambda = mu^root or, where lambda grows, mu^-root.</summary>
    public static (int[] Powers, int Root) Powers(IReadOnlyList<BigRational> exponents, LimitDirection direction)
    {
        BigInteger root = exponents.Aggregate(BigInteger.One, (m, e) => m / BigInteger.GreatestCommonDivisor(m, e.Denominator) * e.Denominator);
        return ([.. exponents.Select(e => (int)(e * root).Numerator * (direction == LimitDirection.Zero ? 1 : -1))], (int)root);
    }

    /// <summary>The point theta_i u^(power_i).</summary>
    public static void Place(PrimeField field, ReadOnlySpan<ulong> theta, int[] powers, ulong u, Span<ulong> point)
    {
        for (int i = 0; i < powers.Length; i++)
        {
            point[i] = powers[i] == 0 ? theta[i] : field.Multiply(theta[i], field.Power(u, powers[i]));
        }
    }

    /// <summary>The coefficients of the series in mu, from the generic leading one on.</summary>
    private bool TrySeries(PrimeField field, ReadOnlySpan<ulong> theta, int count, out ulong[] series)
    {
        series = new ulong[count];
        CurveNodes curve = Nodes(field);
        ulong[] values = new ulong[nodeCount];
        ulong[] point = new ulong[powers.Length];
        for (int i = 0; i < values.Length; i++)
        {
            Place(field, theta, powers, curve.Parameters[i], point);
            if (!box.TryEvaluate(field, point, out values[i]))
            {
                return false;
            }

            values[i] = field.Multiply(values[i], field.Power(curve.Parameters[i], -order));
        }

        if (UnivariateRational.Fit(curve.Nodes, values, checks: 1) is not UnivariateRational line)
        {
            return false;
        }

        if (line.IsZero)
        {
            return true;
        }

        // In t = mu^stride; the leading term may vanish at this very point.
        int above = line.Numerator.Valuation, below = line.Denominator.Valuation;
        int skipped = above - below;
        if (skipped < 0)
        {
            return false;
        }

        for (int k = skipped; k * stride < count; k++)
        {
            ulong sum = line.Numerator[above + k - skipped];
            for (int j = 1; j <= k - skipped; j++)
            {
                sum = field.Subtract(sum, field.Multiply(line.Denominator[below + j], series[(k - j) * stride]));
            }

            series[k * stride] = sum;
        }

        return true;
    }

    /// <summary>The same nodes for every point of a field, so that what depends on them alone is computed once.</summary>
    private CurveNodes Nodes(PrimeField field)
    {
        CurveNodes? nodes = lastNodes;
        if (nodes is null || !nodes.Nodes.Field.Equals(field))
        {
            lastNodes = nodes = CurveNodes.Draw(field, new FieldSampler(0xA11CE), nodeCount, stride);
        }

        return nodes;
    }

    private sealed class CoefficientBox(PathExpansion expansion, int index) : IBlackBox
    {
        public int VariableCount => expansion.powers.Length;

        public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
        {
            bool exists = expansion.TrySeries(field, point, index + 1, out ulong[] series);
            value = exists ? series[index] : 0;
            return exists;
        }
    }
}

/// <summary>Where the parameter of a path goes.</summary>
public enum LimitDirection
{
    /// <summary>lambda -&gt; 0.</summary>
    Zero,

    /// <summary>lambda -&gt; infinity.</summary>
    Infinity,
}
