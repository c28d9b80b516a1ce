namespace LindbladVerify.Dynamics.Random;

/// <summary>Domain separation of random streams.</summary>
public enum StreamPurpose : ushort
{
    /// <summary>The trajectories that the result is made of.</summary>
    Production = 0,

    /// <summary>Trajectories that only choose the horizon, the time step and the number of trajectories.</summary>
    Pilot = 1,

    /// <summary>The rarely needed low bits of a comparison that the leading bits left undecided.</summary>
    Refinement = 2,
}
