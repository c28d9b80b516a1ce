using LindbladVerify.Dynamics.Propagation;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Ensemble means of expectation values over time.</summary>
/// <param name="Grid">The times.</param>
/// <param name="Values">Means, [observable][time].</param>
/// <param name="StandardErrors">Their standard errors from the scatter of the trajectories, not below the rounding of the means, [observable][time].</param>
/// <param name="Trajectories">Trajectories behind the means; fewer than asked for if the run was cancelled.</param>
/// <param name="Seed">Seed that reproduces them.</param>
/// <param name="Method">One sentence: how the trajectories were followed, and why so.</param>
/// <param name="Dimension">Sizes before and after the reduction.</param>
/// <param name="Backend">What carried the dense kernels.</param>
public sealed record EnsembleResult(
    TimeGrid Grid,
    double[][] Values,
    double[][] StandardErrors,
    long Trajectories,
    ulong Seed,
    string Method,
    PropagationDimension Dimension,
    string Backend)
{
    /// <summary>Longest time step, s; empty where there is none.</summary>
    public double? TimeStep { get; init; }

    /// <summary>
    /// Estimated bias of the means by the time step, [observable]: the largest over the times, measured by the pilot on paths
    /// shared by a step and its half. Empty without a step or when the step was given.
    /// </summary>
    public double[]? StepErrors { get; init; }

    /// <summary>Trajectories of the pilot; none of them is part of the means.</summary>
    public long PilotTrajectories { get; init; }

    /// <summary>Whether the run was cancelled.</summary>
    public bool Cancelled { get; init; }
}
