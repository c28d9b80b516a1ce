namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>
/// Counts what a computation whose steps nobody knows beforehand has taken: multiplications of doubles, in units of about a nanosecond. Each thread counts for
/// itself, so that the difference around a computation on one thread is that of the computation, however busy the machine is.
/// </summary>
internal static class OperationCount
{
    /// <summary>A multiplication and an addition with 32 digits take so many.</summary>
    public const int Extended = 4;

    [ThreadStatic]
    private static double count;

    /// <summary>Counted by this thread so far.</summary>
    public static double OfThread => count;

    /// <summary>Counts so many more.</summary>
    public static void Add(double operations) => count += operations;
}
