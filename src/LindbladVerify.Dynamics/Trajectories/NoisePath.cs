namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>One realisation of classical noise ξ(t), sampled or given by the user, that can be saved and replayed.</summary>
public sealed class NoisePath
{
    private readonly double[] times;
    private readonly double[] values;
    private readonly double[] integrals;

    private NoisePath(PathInterpolation interpolation, double[] times, double[] values, double[] integrals)
    {
        (Interpolation, this.times, this.values, this.integrals) = (interpolation, times, values, integrals);
    }

    /// <summary>What happens between the points.</summary>
    public PathInterpolation Interpolation { get; }

    /// <summary>Points in time, s, strictly increasing from 0; the last one ends the path.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>ξ at each time.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>∫ξ dt over the interval that ends at each time, s; 0 at the first.</summary>
    public IReadOnlyList<double> Integrals => integrals;

    /// <summary>A path given by points, with steps or straight lines between them.</summary>
    /// <exception cref="ArgumentException">Fewer than two points, lengths differ, times do not start at 0 or do not increase, a number is not finite, or the interpolation needs integrals.</exception>
    public static NoisePath Create(IReadOnlyList<double> times, IReadOnlyList<double> values, PathInterpolation interpolation)
    {
        if (interpolation == PathInterpolation.Integrated)
        {
            throw new ArgumentException("interpolation = Integrated needs the integrals; allowed here are Step and Linear.", nameof(interpolation));
        }

        Check(times, values, values);
        double[] integrals = new double[times.Count];
        for (int k = 1; k < times.Count; k++)
        {
            double mean = interpolation == PathInterpolation.Step ? values[k - 1] : (values[k - 1] + values[k]) / 2;
            integrals[k] = mean * (times[k] - times[k - 1]);
        }

        return new NoisePath(interpolation, [.. times], [.. values], integrals);
    }

    /// <summary>A path of which values and integrals between them are known.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Create"/>; the first integral must be 0.</exception>
    public static NoisePath CreateIntegrated(IReadOnlyList<double> times, IReadOnlyList<double> values, IReadOnlyList<double> integrals)
    {
        Check(times, values, integrals);
        if (integrals[0] != 0)
        {
            throw new ArgumentException($"integrals[0] = {integrals[0]} is not allowed; the first must be 0.", nameof(integrals));
        }

        return new NoisePath(PathInterpolation.Integrated, [.. times], [.. values], [.. integrals]);
    }

    private static void Check(IReadOnlyList<double> times, IReadOnlyList<double> values, IReadOnlyList<double> integrals)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(integrals);
        if (times.Count < 2 || values.Count != times.Count || integrals.Count != times.Count)
        {
            throw new ArgumentException(
                $"A path has {times.Count} times, {values.Count} values and {integrals.Count} integrals; it needs at least two of each and as many of one as of the others.", nameof(times));
        }

        for (int k = 0; k < times.Count; k++)
        {
            bool inOrder = k == 0 ? times[0] == 0 : times[k] > times[k - 1];
            if (!inOrder || !double.IsFinite(times[k]))
            {
                throw new ArgumentException($"times[{k}] = {times[k]} is not allowed; times must start at 0 and strictly increase.", nameof(times));
            }

            if (!double.IsFinite(values[k]) || !double.IsFinite(integrals[k]))
            {
                throw new ArgumentException($"values[{k}] = {values[k]} with integral {integrals[k]} is not allowed; both must be finite.", nameof(values));
            }
        }
    }
}
