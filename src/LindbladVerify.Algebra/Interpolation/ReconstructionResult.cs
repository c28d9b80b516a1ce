using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>A black box as a formula, or why there is none.</summary>
/// <param name="Function">The function in lowest terms; null where it was refused.</param>
/// <param name="Refusal">Why; null where there is a function.</param>
/// <param name="Probes">How many values were taken.</param>
/// <param name="Primes">How many primes the coefficients needed; one more confirmed them.</param>
/// <param name="FailureProbability">Bounds the probability that the fresh points and primes agree with a wrong function.</param>
/// <param name="Elapsed">The time taken.</param>
public sealed record ReconstructionResult(RationalFunction? Function, Refusal? Refusal, long Probes, int Primes, double FailureProbability, TimeSpan Elapsed)
{
    /// <summary>The function.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public RationalFunction Require() => Function ?? throw new InvalidOperationException(Refusal!.Message);
}
