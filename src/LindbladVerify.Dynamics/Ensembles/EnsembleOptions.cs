using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>How many trajectories to run, and how.</summary>
public sealed record EnsembleOptions
{
    /// <summary>Number of trajectories, from 2 to 2^40.</summary>
    public long Trajectories { get; init; } = 4096;

    /// <summary>Seed of all random streams.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of this point within a study; points do not share random numbers.</summary>
    public uint StudyPoint { get; init; }

    /// <summary>How noise is followed.</summary>
    public EnsembleMethod Method { get; init; } = EnsembleMethod.Auto;

    /// <summary>Longest time step of methods that have one, s; empty to have a pilot run choose it, so that its bias stays a
    /// tenth of the expected standard error.</summary>
    public double? TimeStep { get; init; }

    /// <summary>Worker threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Dense kernels; null for the fastest ones found. Equal kernels give equal bits.</summary>
    public IDenseKernels? Kernels { get; init; }

    /// <summary>Memory that the run may take, bytes; null for what the process has left.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentException">A field is out of its range; the message names field, value and range.</exception>
    public void Validate()
    {
        Require(Trajectories is > 1 and <= 1L << 40, nameof(Trajectories), Trajectories, "an integer from 2 to 2^40");
        Require(TimeStep is null or (> 0 and < double.PositiveInfinity), nameof(TimeStep), TimeStep ?? 0, "a positive time in s");
        Require(Threads >= 0, nameof(Threads), Threads, "0 or a positive number");
        Require(MemoryLimit is null or > 0, nameof(MemoryLimit), MemoryLimit ?? 0, "a positive number of bytes");
    }

    private static void Require(bool condition, string field, double value, string allowed)
    {
        if (!condition)
        {
            throw new ArgumentException(FormattableString.Invariant($"{field} = {value} is not allowed; it must be {allowed}."), field);
        }
    }
}
