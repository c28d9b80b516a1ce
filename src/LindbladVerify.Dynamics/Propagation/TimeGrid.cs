using System.Globalization;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The output times of a propagation, ascending from 0 or later; the initial state belongs to time 0.</summary>
public sealed class TimeGrid
{
    private readonly double[] times;

    private TimeGrid(double[] times, double step)
    {
        this.times = times;
        Step = step;
    }

    /// <summary>The times, s.</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>Number of times.</summary>
    public int Count => times.Length;

    /// <summary>The last time, s.</summary>
    public double Last => times[^1];

    /// <summary>The common distance of neighbours, s; NaN where they differ. 0 for a single time.</summary>
    public double Step { get; }

    /// <summary>Whether neighbours are all equally far apart.</summary>
    public bool IsUniform => !double.IsNaN(Step);

    /// <summary>Equally spaced times, both ends included.</summary>
    /// <param name="from">First time, from 0, s.</param>
    /// <param name="to">Last time, s.</param>
    /// <param name="points">Number of times, from 1 (then both ends must be equal).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public static TimeGrid Uniform(double from, double to, int points)
    {
        if (points < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(points), points, "A time grid needs at least one point.");
        }

        if (!(from >= 0) || !double.IsFinite(from))
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, $"The first time must be finite and not negative, not {Text(from)}.");
        }

        if (!double.IsFinite(to) || (points == 1 ? to != from : !(to > from)))
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The last of {points} times must be {(points == 1 ? "the first one" : "later than the first one")}, {Text(from)}, not {Text(to)}.");
        }

        double step = points == 1 ? 0 : (to - from) / (points - 1);
        double[] times = [.. Enumerable.Range(0, points).Select(k => k == points - 1 ? to : from + (k * step))];
        return new TimeGrid(times, step);
    }

    /// <summary>Any times that do not descend.</summary>
    /// <exception cref="ArgumentException">No time, or one that is negative, not finite or earlier than its predecessor.</exception>
    public static TimeGrid Of(IReadOnlyList<double> times)
    {
        if (times.Count == 0)
        {
            throw new ArgumentException("A time grid needs at least one point.", nameof(times));
        }

        for (int k = 0; k < times.Count; k++)
        {
            double earliest = k == 0 ? 0 : times[k - 1];
            if (!(times[k] >= earliest) || !double.IsFinite(times[k]))
            {
                throw new ArgumentException($"Times must be finite and ascend from 0 or later; time {k} is {Text(times[k])} after {Text(earliest)}.", nameof(times));
            }
        }

        return new TimeGrid([.. times], times.Count == 1 ? 0 : CommonStep(times));
    }

    /// <summary>The step of times that are equally far apart up to rounding; NaN for others.</summary>
    private static double CommonStep(IReadOnlyList<double> times)
    {
        double step = (times[^1] - times[0]) / (times.Count - 1);
        for (int k = 0; k < times.Count; k++)
        {
            if (!(Math.Abs(times[k] - (times[0] + (k * step))) <= 4 * 2.2e-16 * times[^1]))
            {
                return double.NaN;
            }
        }

        return step > 0 ? step : double.NaN;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
