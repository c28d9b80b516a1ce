using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Verification.Judging;

/// <summary>How hard the judge looks. Recorded in every manifest.</summary>
public sealed record JudgingSettings
{
    /// <summary>Seed of the low-discrepancy scan.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Interior points scanned for each claim.</summary>
    public int ScanPoints { get; init; } = 4096;

    /// <summary>Local searches for a worse point, each from one of the worst scanned points.</summary>
    public int Searches { get; init; } = 4;

    /// <summary>Starting points of each limit.</summary>
    public int LimitStarts { get; init; } = 24;

    /// <summary>Threads to use; verdicts do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether noise trajectories give evidence too.</summary>
    public bool MonteCarlo { get; init; } = true;

    /// <summary>Whether exact algebra is asked too.</summary>
    public bool Proofs { get; init; } = true;

    /// <summary>Changes what algebra says before it is weighed against points: a fault on purpose, by which tests see that it is found. Null outside tests.</summary>
    internal Func<Proof, Proof>? ProofFault { get; init; }

    /// <summary>Relative error that a formula without a bound on its own rounding may have and still agree, beyond the reference's uncertainty. Formula files need none.</summary>
    public double Agreement { get; init; } = 1e-11;

    /// <summary>Relative error above which such a formula disagrees; between the two the verdict is inconclusive.</summary>
    public double Disagreement { get; init; } = 1e-7;

    /// <summary>A reference known less well than this says little of a formula that equals it: more than <see cref="MostPoorlyKnown"/> such points leave the claim undecided.</summary>
    public double MostUncertainAgreement { get; init; } = Comparison.WellKnown;

    /// <summary>The part of the points that may be known less well than <see cref="MostUncertainAgreement"/>.</summary>
    public double MostPoorlyKnown { get; init; } = 0.1;

    /// <summary>A quick look: a quarter of the points, no trajectories.</summary>
    public static JudgingSettings Quick { get; } = new() { ScanPoints = 1024, Searches = 1, LimitStarts = 8, MonteCarlo = false };
}
