namespace LindbladVerify.Verification.Proofs;

/// <summary>All that algebra says of a claim, before any point was asked.</summary>
/// <param name="Proof">The proof.</param>
internal sealed record ClaimProof(Proof Proof)
{
    /// <summary>Of a limit, the relative error to leading order.</summary>
    public LeadingError? LeadingError { get; init; }

    /// <summary>Of a refuted identity, F/R - 1.</summary>
    public string? Difference { get; init; }

    /// <summary>Of a refuted identity, R.</summary>
    public string? Truth { get; init; }

    /// <summary>A program that checks the proof.</summary>
    public string? Certificate { get; init; }
}
