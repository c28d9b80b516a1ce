using System.Globalization;

namespace LindbladVerify.Systems.Noise;

/// <summary>A recorded path: one realisation, played as it is. It is not averaged over, so it has no modes.</summary>
/// <remarks>Mean and variance are time averages over the record.</remarks>
public sealed record TraceNoise : NoiseProcess
{
    /// <summary>A recorded path.</summary>
    /// <param name="path">xi(t).</param>
    public TraceNoise(TabulatedFunction path)
    {
        Path = path;
        Mean = path.Average(v => v);
        Variance = path.Average(v => (v - Mean) * (v - Mean));
        double shortest = Enumerable.Range(1, path.Times.Count - 1).Select(k => path.Times[k] - path.Times[k - 1]).DefaultIfEmpty(double.PositiveInfinity).Min();
        FastestRate = 1 / shortest;
    }

    /// <summary>xi(t).</summary>
    public override TabulatedFunction Path { get; }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <summary>One over the shortest step of the record, 1/s; 0 for a single point.</summary>
    public override double FastestRate { get; }

    /// <inheritdoc/>
    public override int? ExactModeCount => null;

    /// <summary>Not possible for a recorded path.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override NoiseModes Modes(int depth) => throw new NotSupportedException(
        "A recorded noise trace is one path, not a random process: it has no modes to average over. Propagate it as an explicit time dependence.");
}

/// <summary>A function of time given at points; constant before the first and after the last of them. Immutable.</summary>
public sealed class TabulatedFunction
{
    private readonly double[] times;
    private readonly double[] values;

    /// <summary>A function through these points.</summary>
    /// <param name="times">[n] strictly increasing, s.</param>
    /// <param name="values">[n] finite.</param>
    /// <param name="interpolation">What happens in between.</param>
    /// <exception cref="ArgumentException">No point, lengths differ, times do not increase, or a number is not finite.</exception>
    public TabulatedFunction(IReadOnlyList<double> times, IReadOnlyList<double> values, Interpolation interpolation)
    {
        if (times.Count == 0 || times.Count != values.Count)
        {
            throw new ArgumentException($"A table needs as many values as times and at least one, not {times.Count} times and {values.Count} values.", nameof(values));
        }

        for (int k = 0; k < times.Count; k++)
        {
            if (!double.IsFinite(times[k]) || !double.IsFinite(values[k]) || (k > 0 && times[k] <= times[k - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Point {k} of a table, ({times[k]:R}, {values[k]:R}), must be finite and later than the one before it."), nameof(times));
            }
        }

        this.times = [.. times];
        this.values = [.. values];
        Interpolation = interpolation;
    }

    /// <summary>[n] times of the points, s.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>[n] values at the points.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>What happens between the points.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>The value at a time; O(log n).</summary>
    public double At(double time)
    {
        int found = Array.BinarySearch(times, time);
        int last = found >= 0 ? found : ~found - 1;
        if (last < 0)
        {
            return values[0];
        }

        if (last == times.Length - 1 || Interpolation == Interpolation.Step)
        {
            return values[last];
        }

        double fraction = (time - times[last]) / (times[last + 1] - times[last]);
        return values[last] + (fraction * (values[last + 1] - values[last]));
    }

    /// <summary>The average over the span of the table of a function of the value, exact for powers up to 3.</summary>
    internal double Average(Func<double, double> map)
    {
        double span = times[^1] - times[0];
        double sum = 0;
        for (int k = 0; k + 1 < times.Length; k++)
        {
            // Simpson's rule is exact for cubic polynomials, so for the square of a straight line.
            double start = values[k];
            double end = Interpolation == Interpolation.Step ? start : values[k + 1];
            double mean = (map(start) + (4 * map((start + end) / 2)) + map(end)) / 6;
            sum += mean * ((times[k + 1] - times[k]) / span);
        }

        return times.Length == 1 ? map(values[0]) : sum;
    }
}

/// <summary>What a tabulated function does between its points.</summary>
public enum Interpolation
{
    /// <summary>Keeps the value of the last point until the next one.</summary>
    Step,

    /// <summary>Joins neighbouring points by straight lines.</summary>
    Linear,
}
