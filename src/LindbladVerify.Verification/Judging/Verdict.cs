using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Verification.Judging;

/// <summary>The judgement on one claim, with its evidence.</summary>
public sealed record Verdict
{
    /// <summary>"&lt;formula id&gt;.&lt;claim id&gt;".</summary>
    public required string Id { get; init; }

    /// <summary>The claim in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>Where the formula was published.</summary>
    public required Source Source { get; init; }

    /// <summary>"as printed", "repaired" or "derived".</summary>
    public required string Variant { get; init; }

    /// <summary>What was found.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>What the author expected.</summary>
    public required VerdictKind Declared { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The measured order of a limit; null for other claims or where none could be measured.</summary>
    public MeasuredOrder? Order { get; init; }

    /// <summary>Largest relative error found on the domain; NaN where the claim has none.</summary>
    public double LargestRelativeError { get; init; } = double.NaN;

    /// <summary>Where it was found.</summary>
    public ParameterPoint? WorstPoint { get; init; }

    /// <summary>The simplest point found at which a false claim fails.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>The evidence, strongest first.</summary>
    public IReadOnlyList<EvidenceRow> Evidence { get; init; } = [];

    /// <summary>Errors along a typical path and the worst path of a limit; empty for other claims.</summary>
    public IReadOnlyList<LimitPathSamples> Paths { get; init; } = [];

    /// <summary>Formula and reference along a line through the point that says most; null where none was made.</summary>
    public FormulaCut? Cut { get; init; }

    /// <summary>Rates from noise trajectories beside the formula's; empty for claims other than identities of flip-flop rates, and where trajectories were left out.</summary>
    public IReadOnlyList<TrajectoryComparison> Trajectories { get; init; } = [];

    /// <summary>Which simplification between the claimed model and the formula breaks; null where the claim is not one of a false flip-flop rate.</summary>
    public AblationSequence? Ablation { get; init; }

    /// <summary>What would explain that the claim is false, and what is right about the formula all the same; one sentence each.</summary>
    public IReadOnlyList<string> Diagnosis { get; init; } = [];

    /// <summary>What exact algebra says of the claim; null where it was not asked.</summary>
    public Proof? Proof { get; init; }

    /// <summary>Of a limit, the relative error to leading order as a formula; null for other claims and where it is unknown.</summary>
    public LeadingError? LeadingError { get; init; }

    /// <summary>Of an identity that algebra refutes, F/R - 1 as a formula in factors; null where it is unknown or too long.</summary>
    public string? Difference { get; init; }

    /// <summary>Of an identity that algebra refutes, the right formula R; null where it is unknown or too long.</summary>
    public string? Truth { get; init; }

    /// <summary>A program in Python that checks the proof on its own; null where there is none.</summary>
    public string? Certificate { get; init; }

    /// <summary>How algebra and sampling contradict each other, a fault of this program; null where they do not.</summary>
    public string? Contradiction { get; init; }

    /// <summary>Found as declared.</summary>
    public bool AsDeclared => Kind == Declared;
}

/// <summary>One row of evidence behind a verdict.</summary>
/// <param name="Kind">"identity", "limit", "bound", "symmetry", "scan", or "monte-carlo".</param>
/// <param name="Text">What was done and found, in one sentence with its numbers.</param>
/// <param name="Points">Number of points evaluated.</param>
/// <param name="LargestRelativeError">Largest relative error among them; NaN where it does not apply.</param>
public sealed record EvidenceRow(string Kind, string Text, int Points, double LargestRelativeError);

/// <summary>A point at which a claim fails, made as simple as it can be.</summary>
/// <param name="Point">The parameters.</param>
/// <param name="Predicted">What the formula says there.</param>
/// <param name="Computed">What is true there.</param>
/// <param name="RelativeError">|predicted - computed|/|computed|.</param>
/// <param name="RelativeUncertainty">Relative uncertainty of the computed value.</param>
/// <param name="Indifferent">Parameters that do not matter to the disagreement: changed tenfold, it stays.</param>
/// <param name="Command">One line that reproduces it.</param>
public sealed record Counterexample(ParameterPoint Point, double Predicted, double Computed, double RelativeError, double RelativeUncertainty, IReadOnlyList<string> Indifferent, string Command);
