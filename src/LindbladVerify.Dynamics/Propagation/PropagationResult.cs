namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Expectation values over time, with how they were found and how far they can be trusted.</summary>
/// <param name="Grid">The times.</param>
/// <param name="Values">[observable][time].</param>
/// <param name="Method">The method that was used; never <see cref="PropagationMethod.Auto"/>.</param>
/// <param name="Reason">One sentence: why this method, on which equations.</param>
/// <param name="ErrorEstimate">Estimated largest absolute error of each observable's values, [observable].</param>
/// <param name="Dimension">Sizes before and after the reduction.</param>
/// <param name="Backend">What carried the dense kernels, or "managed" where none were needed.</param>
/// <param name="Statistics">What it took.</param>
public sealed record PropagationResult(
    TimeGrid Grid,
    double[][] Values,
    PropagationMethod Method,
    string Reason,
    double[] ErrorEstimate,
    PropagationDimension Dimension,
    string Backend,
    PropagationStatistics Statistics)
{
    /// <summary>Whether the estimated errors stay within the requested tolerance; rounding sets a floor that no method passes.</summary>
    public bool ToleranceReached { get; init; } = true;
}
