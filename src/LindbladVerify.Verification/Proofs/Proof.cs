using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Rates.PrimeFields;

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

    /// <summary>Of a claim that is proved in part, the part that was only seen at points, such as "that it is the slowest mode"; empty of others.</summary>
    public string LeftToSampling { get; init; } = string.Empty;

    /// <summary>At how many points <see cref="LeftToSampling"/> was seen.</summary>
    public int SampledPoints { get; init; }

    /// <summary>The word of the status in results: "proved", "partly-proved", "refuted", "not-algebraic", "too-large", "skipped".</summary>
    public string Word => Status switch
    {
        ProofStatus.Proved => "proved",
        ProofStatus.PartlyProved => "partly-proved",
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

    /// <summary>Exact algebra shows a part of the claim; the rest was seen at points.</summary>
    PartlyProved,
}

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

/// <summary>What algebra says of a limit.</summary>
/// <param name="Proof">Whether the order, and the coefficient where there is one, are proved.</param>
/// <param name="Order">Power of epsilon of the relative error; null where the error is 0.</param>
/// <param name="Expression">The leading error as a formula; null where it is unknown or too long.</param>
internal sealed record LimitProof(Proof Proof, BigRational? Order, string? Expression)
{
    /// <summary>The equations that were asked of a mode: the one that tells of it, or all of those that tell of none; empty where no mode is asked for.</summary>
    public IReadOnlyList<ModeEquation> Equations { get; init; } = [];
}

/// <summary>The relative error F/R - 1 to leading order along a path, with the variables of the path in it.</summary>
/// <param name="Expression">In the language of model files and the parameters of the formula; null where it would be too long to be of use.</param>
/// <param name="Order">The power of epsilon: positive where the error vanishes, 0 where it tends to what the expression says, negative where it grows.</param>
public sealed record LeadingError(string? Expression, double Order);
