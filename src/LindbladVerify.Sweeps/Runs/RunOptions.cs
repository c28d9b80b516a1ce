namespace LindbladVerify.Sweeps.Runs;

/// <summary>How a sweep is run. Nothing here changes a number.</summary>
public sealed record RunOptions
{
    /// <summary>The part to compute.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Worker threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether to compute the points that failed once more, instead of those that are missing.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Told a few times a second how many points this run has stored, and of how many it is to store.</summary>
    public Action<long, long>? Progress { get; init; }
}
