namespace LindbladVerify.Sweeps.Runs;

/// <summary>How a run ended.</summary>
/// <param name="Points">Points of the shard.</param>
/// <param name="Done">Of these, how many are in the store.</param>
/// <param name="Failed">Points in the store that failed.</param>
/// <param name="Computed">Points that this run added.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="IsStopped">Whether it was asked to stop.</param>
public sealed record RunOutcome(long Points, long Done, long Failed, long Computed, double Seconds, bool IsStopped)
{
    /// <summary>Points of the shard that are still to be computed.</summary>
    public long Remaining => Points - Done;
}
