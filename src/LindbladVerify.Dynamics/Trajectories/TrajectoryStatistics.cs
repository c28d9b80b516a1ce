namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>What a Monte Carlo run decided and found besides its estimate. Equal for equal seeds, whatever the threads or the vector width.</summary>
public sealed record TrajectoryStatistics
{
    /// <summary>End of the simulated time, s.</summary>
    public required double Horizon { get; init; }

    /// <summary>Longest time step, s; empty where paths are followed exactly from flip to flip.</summary>
    public required double? TimeStep { get; init; }

    /// <summary>
    /// Estimated bias of the rate by the time step, relative to the rate: measured by the pilot on paths shared by a step
    /// and its half, scaled by the square of the step. Empty without a step or when the step was given.
    /// </summary>
    public required double? RelativeStepError { get; init; }

    /// <summary>
    /// Part of ∫⟨z⟩ dt beyond the horizon, included in the estimate: there each trajectory is continued by the mean over its
    /// possible futures, given its Bloch vector and its noise value.
    /// </summary>
    public required double TailFraction { get; init; }

    /// <summary>Bound on the error of the tail (rounding, and the truncated ladder of Gaussian noise), relative to the rate; part of its standard error.</summary>
    public required double RelativeTailError { get; init; }

    /// <summary>Decay rate of ⟨z⟩ over the second half of the horizon, 1/s (2W where a rate exists); empty when it is not
    /// resolved. The estimate does not use it.</summary>
    public required double? LateDecayRate { get; init; }

    /// <summary>Standard error of the rate from the scatter of the means of blocks of 64 trajectories, 1/s; empty with fewer than 8 full blocks.</summary>
    public required double? BatchStandardError { get; init; }

    /// <summary>Trajectories of the pilot; none of them is part of the estimate.</summary>
    public required long PilotTrajectories { get; init; }

    /// <summary>Trajectories that were planned; more than were run if the run was cancelled.</summary>
    public required long PlannedTrajectories { get; init; }

    /// <summary>Whether the run was cancelled; the estimate then rests on the trajectories that were complete.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>Whether the requested relative error was reached; empty if none was requested.</summary>
    public required bool? TargetReached { get; init; }
}
