namespace LindbladVerify.Systems.Reduction;

/// <summary>An invariant block grew beyond the limit given for it.</summary>
/// <param name="limit">The limit.</param>
/// <param name="liouvilleDimension">The dimension of the whole of Liouville space.</param>
public sealed class BlockTooLargeException(int limit, long liouvilleDimension)
    : InvalidOperationException($"The observables couple to more than {limit} of {liouvilleDimension} product operators.")
{
    /// <summary>The limit that was exceeded.</summary>
    public int Limit { get; } = limit;

    /// <summary>The dimension of the whole of Liouville space.</summary>
    public long LiouvilleDimension { get; } = liouvilleDimension;
}
