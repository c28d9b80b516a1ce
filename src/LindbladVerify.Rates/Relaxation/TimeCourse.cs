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
