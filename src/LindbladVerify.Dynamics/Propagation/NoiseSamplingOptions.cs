using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>How noise realisations are to be sampled.</summary>
public sealed record NoiseSamplingOptions
{
    /// <summary>Number of realisations, from 2.</summary>
    public long Trajectories { get; init; } = 4096;

    /// <summary>Seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Dense kernels; null for the fastest ones found.</summary>
    public IDenseKernels? Kernels { get; init; }
}
