using System.Diagnostics;
using System.Globalization;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Takes values of a black box, counts them and stops at the limits.</summary>
internal sealed class Prober(IBlackBox box, ReconstructionLimits limits, CancellationToken cancellation)
{
    /// <summary>Values that a function along a line is begun with.</summary>
    public const int FewestOnLine = 6;

    private const int MostRedraws = 60;
    private readonly long started = Stopwatch.GetTimestamp();

    public IBlackBox Box => box;

    public ReconstructionLimits Limits => limits;

    public FieldSampler Sampler { get; } = new(limits.Seed);

    public long Probes { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public bool TryEvaluate(PrimeField field, ReadOnlySpan<ulong> point, out ulong value)
    {
        if (++Probes > limits.Probes)
        {
            throw new RefusalException(RefusalReason.TooManyProbes, Format($"more than {limits.Probes} values would be needed"), limits.Probes, Probes);
        }

        CheckTime();

        return box.TryEvaluate(field, point, out value);
    }

    public void CheckTime()
    {
        if (cancellation.IsCancellationRequested)
        {
            throw new RefusalException(RefusalReason.Cancelled, "it was cancelled");
        }

        if (Elapsed > limits.Time)
        {
            throw new RefusalException(RefusalReason.OutOfTime, Format($"it takes longer than {limits.Time.TotalSeconds:G4} s"), (long)limits.Time.TotalMilliseconds, (long)Elapsed.TotalMilliseconds);
        }
    }

    /// <summary>How many values are tried next where so many are too few: half as many more, as each may cost much.</summary>
    public static int More(int count) => count + ((count + 1) / 2);

    /// <summary>The function along a curve, of unknown degree: more and more values until they leave no doubt.</summary>
    /// <param name="field">Where to compute.</param>
    /// <param name="place">Writes the point of a parameter u.</param>
    /// <param name="power">The function is rational in t = u^power and is given as such.</param>
    /// <param name="highest">Largest sum of the degrees that is looked for.</param>
    /// <param name="rescale">Multiplies each value by something known; null for nothing.</param>
    /// <param name="first">How many values are tried first.</param>
    public UnivariateRational Along(PrimeField field, Action<ulong, ulong[]> place, int highest, int power = 1, Func<ulong[], ulong>? rescale = null, int first = FewestOnLine)
    {
        var nodes = new List<ulong>();
        var values = new List<ulong>();
        for (int count = first; ; count = Math.Min(More(count), highest + 4))
        {
            Take(field, place, count - nodes.Count, power, nodes, values, rescale);
            if (UnivariateRational.Fit(new InterpolationNodes(field, [.. nodes]), [.. values]) is UnivariateRational found)
            {
                return found;
            }

            if (count >= highest + 4)
            {
                throw new RefusalException(RefusalReason.DegreeTooHigh, Format($"it is no rational function, or its degree along a line is above {highest / 2}"), highest / 2, (count - 3) / 2);
            }
        }
    }

    /// <summary>The same with nodes that are kept from curve to curve; null where a value is missing or no function of so low a degree fits.</summary>
    public UnivariateRational? Along(CurveNodes nodes, Action<ulong, ulong[]> place, Func<ulong[], ulong>? rescale = null)
    {
        ulong[] point = new ulong[box.VariableCount];
        ulong[] values = new ulong[nodes.Parameters.Length];
        for (int i = 0; i < values.Length; i++)
        {
            place(nodes.Parameters[i], point);
            if (!TryEvaluate(nodes.Nodes.Field, point, out values[i]))
            {
                return null;
            }

            values[i] = rescale is null ? values[i] : nodes.Nodes.Field.Multiply(values[i], rescale(point));
        }

        return UnivariateRational.Fit(nodes.Nodes, values, checks: 1);
    }

    private void Take(PrimeField field, Action<ulong, ulong[]> place, int count, int power, List<ulong> nodes, List<ulong> values, Func<ulong[], ulong>? rescale)
    {
        ulong[] point = new ulong[box.VariableCount];
        int failures = 0;
        while (count > 0)
        {
            ulong parameter = Sampler.NextGeneric(field);
            place(parameter, point);
            if (!TryEvaluate(field, point, out ulong value))
            {
                if (++failures > MostRedraws)
                {
                    throw new RefusalException(RefusalReason.NoValue, Format($"it has no value at any of {failures} random points"), 0, failures);
                }

                continue;
            }

            nodes.Add(power == 1 ? parameter : field.Power(parameter, (ulong)power));
            values.Add(rescale is null ? value : field.Multiply(value, rescale(point)));
            count--;
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
