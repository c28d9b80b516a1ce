namespace LindbladVerify.Rates.Relaxation;

/// <summary>A computed time course.</summary>
/// <param name="Times">Times in s, increasing.</param>
/// <param name="Values">The observable at each time.</param>
/// <param name="RelativeUncertainty">Estimated error of each value, relative to <see cref="Scale"/>.</param>
public sealed record TimeCourse(IReadOnlyList<double> Times, IReadOnlyList<double> Values, IReadOnlyList<double> RelativeUncertainty)
{
    /// <summary>Whether the course was followed until nothing changes any more, or never will; what comes later is lost in rounding otherwise.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The largest modulus of the values: what errors are measured against.</summary>
    public double Scale { get; } = Values.Max(Math.Abs);

    /// <summary>The largest change from one course to another at times that both have, relative to the scale of the second.</summary>
    public static double Change(TimeCourse before, TimeCourse after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<double, double> known = before.Times.Zip(before.Values).ToDictionary(p => p.First, p => p.Second);
        double change = after.Times.Zip(after.Values).Where(p => known.ContainsKey(p.First)).Max(p => Math.Abs(p.Second - known[p.First]));
        return change == 0 ? 0 : change / after.Scale;
    }
}

/// <summary>The time course of an observable that only dephases under Gaussian noises, from its closed form, on the time scales of <see cref="CourseGrid"/>.</summary>
internal static class ClosedCourse
{
    private const int ShortOctaves = 8;
    private const int MostOctaves = 64;
    private const int EvenPoints = 48;

    /// <summary>The course has ended when its envelope stays below this part of its largest value.</summary>
    private const double Settled = 1e-9;

    /// <summary>Times with values and errors relative to the largest one.</summary>
    /// <param name="closed">The closed form.</param>
    /// <param name="from">First of a range of times that is covered evenly as well, s.</param>
    /// <param name="to">Last of them, s; 0 where there is none.</param>
    /// <param name="fastest">The rate that sets the grid, 1/s.</param>
    public static TimeCourse Of(PureDephasing closed, double from, double to, double fastest)
    {
        var samples = new SortedDictionary<double, (double Value, double Error)> { [0] = closed.At(0) };
        int still = 0;
        for (int octave = -ShortOctaves; octave < MostOctaves && !(still >= 2 && Math.Pow(2, octave) > to * fastest); octave++)
        {
            foreach (double factor in new[] { 1.0, 1.5 })
            {
                double time = factor * Math.Pow(2, octave) / fastest;
                samples[time] = closed.At(time);
            }

            double size = samples.Values.Max(s => Math.Abs(s.Value));
            double left = closed.Terms.Sum(t => System.Numerics.Complex.Abs(t.Amplitude * t.Coherence.At(Math.Pow(2, octave) / fastest).Value));
            still = left <= Settled * size ? still + 1 : 0;
        }

        for (int k = 0; k <= EvenPoints && to > 0; k++)
        {
            double time = from + ((to - from) * k / EvenPoints);
            samples[time] = closed.At(time);
        }

        double scale = samples.Values.Max(s => Math.Abs(s.Value));
        return new TimeCourse([.. samples.Keys], [.. samples.Values.Select(s => s.Value)], [.. samples.Values.Select(s => s.Error / scale)]) { IsComplete = still >= 2 };
    }
}
