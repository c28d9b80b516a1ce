namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Carries whole trajectories of the two-level system from z = 1 through a list of output times. A kernel holds only
/// constants: it can be shared by threads, and a trajectory's numbers depend on its index alone.
/// </summary>
internal interface ITrajectoryKernel
{
    /// <summary>Number of output times.</summary>
    int OutputCount { get; }

    /// <summary>
    /// Runs trajectories first … first + count − 1, count a multiple of <see cref="TrajectoryBlock.Granularity"/>, and writes, for output k and component c
    /// (x, y, z, ∫0^t z dt, ξ), trajectory first + i to
    /// samples[(<see cref="TrajectoryBlock.Components"/> k + c)·<see cref="TrajectoryBlock.Size"/> + i]. Once cancelled it returns
    /// soon, at any place in a trajectory, and the samples mean nothing.
    /// </summary>
    void Run(long first, int count, Span<double> samples, CancellationToken cancellation);
}

/// <summary>The fixed unit of work and of partial sums.</summary>
internal static class TrajectoryBlock
{
    /// <summary>Trajectories in a block: a multiple of every lane count, the same for every run.</summary>
    public const int Size = 64;

    /// <summary>Kernels run multiples of this many trajectories: two of the widest vectors.</summary>
    public const int Granularity = 16;

    /// <summary>Components stored per output: x, y, z, ∫z dt, noise value ξ.</summary>
    public const int Components = 5;

    /// <summary>The place of ∫z dt among them.</summary>
    public const int Integral = 3;

    /// <summary>The place of ξ among them.</summary>
    public const int Noise = 4;

    /// <summary>Steps or flips between two looks at the token: a millisecond or less.</summary>
    public const int StepsBetweenLooks = 1 << 12;
}
