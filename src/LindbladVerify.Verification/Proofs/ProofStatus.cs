namespace LindbladVerify.Verification.Proofs;

/// <summary>What exact algebra says of a claim.</summary>
public enum ProofStatus
{
    /// <summary>The verdict follows from exact algebra.</summary>
    Proved,

    /// <summary>Algebra alone shows that the claim is false.</summary>
    Refuted,

    /// <summary>The claim has no place in exact algebra, or algebra does not decide it.</summary>
    NotAlgebraic,

    /// <summary>The algebra would take too long.</summary>
    TooLarge,

    /// <summary>No proof was tried.</summary>
    Skipped,
}
