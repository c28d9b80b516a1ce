namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Carries a refusal out of nested loops; caught where a reconstruction begins.</summary>
internal sealed class RefusalException(RefusalReason reason, string message, long limit = 0, long reached = 0) : Exception(message)
{
    public RefusalReason Reason { get; } = reason;

    public long Limit { get; } = limit;

    public long Reached { get; } = reached;
}
