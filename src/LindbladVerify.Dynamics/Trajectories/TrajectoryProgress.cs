using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>How far a run is.</summary>
/// <param name="Completed">Trajectories of this stage finished.</param>
/// <param name="Total">Trajectories planned for it.</param>
/// <param name="Elapsed">Time since the stage began.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrajectoryProgress(long Completed, long Total, TimeSpan Elapsed)
{
    /// <summary>Whether these are trajectories of a pilot, which are no part of the result.</summary>
    public bool IsPilot { get; init; }

    /// <summary>Expected steps or flips of each trajectory; 0 where they are not counted.</summary>
    public double StepsPerTrajectory { get; init; }
}
