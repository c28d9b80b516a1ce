namespace LindbladVerify.Algebra.Interpolation;

/// <summary>What stopped a reconstruction, and how large the function is as far as that is known.</summary>
/// <param name="Reason">Which limit.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Limit">The limit that was set; 0 where it is no number.</param>
/// <param name="Reached">How far it got: at least so many terms, so high a degree, so many probes, primes or milliseconds.</param>
/// <param name="Degrees">Highest power of each variable in numerator or denominator; empty where not yet known.</param>
public sealed record Refusal(RefusalReason Reason, string Message, long Limit, long Reached, IReadOnlyList<int> Degrees);
