namespace LindbladVerify.Verification.Proofs;

/// <summary>What exact algebra over prime fields says of a claim, with all that its probability of error was computed from.</summary>
/// <param name="Status">What it says.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record Proof(ProofStatus Status, string Reason)
{
    /// <summary>Number of coupled equations of the largest system that was solved; 0 where none was.</summary>
    public int Block { get; init; }

    /// <summary>Bound on the total degree of the numerator of formula - reference.</summary>
    public double DegreeBound { get; init; }

    /// <summary>Number of primes, drawn at random below 2^61.</summary>
    public int Primes { get; init; }

    /// <summary>Number of random points in all.</summary>
    public int Points { get; init; }

    /// <summary>Bound on the probability that a false statement passed; 0 where the statement needs no chance.</summary>
    public double FailureProbability { get; init; }

    /// <summary>Whether a part of the claim is sampled all the same: which of several modes it is.</summary>
    public bool LeavesToSampling { get; init; }

    /// <summary>The word of the status in results: "proved", "refuted", "not-algebraic", "too-large", "skipped".</summary>
    public string Word => Status switch
    {
        ProofStatus.Proved => "proved",
        ProofStatus.Refuted => "refuted",
        ProofStatus.NotAlgebraic => "not-algebraic",
        ProofStatus.TooLarge => "too-large",
        _ => "skipped",
    };

    /// <summary>No proof, for a reason.</summary>
    public static Proof NotAlgebraic(string reason) => new(ProofStatus.NotAlgebraic, reason);

    /// <summary>No proof was tried, for a reason.</summary>
    public static Proof Skipped(string reason) => new(ProofStatus.Skipped, reason);
}
