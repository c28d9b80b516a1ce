namespace LindbladVerify.Sweeps.Specification;

/// <summary>A sweep or a store that cannot be used as asked: one line that says what is wrong and what is allowed.</summary>
/// <param name="message">The line.</param>
/// <param name="inner">The cause, where there is one.</param>
internal sealed class SweepException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True where the place of the store failed (a full disk), and the same run can go on later.</summary>
    public bool CanGoOn { get; init; }
}
