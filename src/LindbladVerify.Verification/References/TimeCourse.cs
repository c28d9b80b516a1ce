namespace LindbladVerify.Verification.References;

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
}
