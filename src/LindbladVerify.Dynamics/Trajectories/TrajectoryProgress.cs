using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>How far a run is.</summary>
/// <param name="Completed">Trajectories finished.</param>
/// <param name="Total">Trajectories planned.</param>
/// <param name="Elapsed">Time since the production run began.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrajectoryProgress(long Completed, long Total, TimeSpan Elapsed);
