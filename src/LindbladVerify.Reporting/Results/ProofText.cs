using System.Globalization;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Reporting.Results;

/// <summary>Proofs in words.</summary>
internal static class ProofText
{
    /// <summary>Longer leading errors stand among the details.</summary>
    public const int LongestShown = 100;

    /// <summary>What a verdict rests on: "proved", "refuted" or "sampled".</summary>
    public static string Basis(Verdict verdict) => verdict.Proof?.Status switch
    {
        ProofStatus.Proved => "proved",
        ProofStatus.Refuted => "refuted",
        _ => "sampled",
    };

    /// <summary>"order 2, proved: -(1 - P^2)*Delta^2/Gc^2".</summary>
    public static string LeadingError(LeadingError error)
    {
        string kind = error.Order > 0 ? string.Create(CultureInfo.InvariantCulture, $"order {error.Order:G4}, proved")
            : error.Order == 0 ? "does not vanish, proved" : string.Create(CultureInfo.InvariantCulture, $"grows with power {-error.Order:G4}, proved");
        return error.Expression is null ? kind : $"{kind}: {error.Expression}";
    }

    /// <summary>The proof with all that its probability of error was computed from.</summary>
    public static string Describe(Proof proof) => proof.Status is ProofStatus.Proved
        ? string.Create(CultureInfo.InvariantCulture, $"{proof.Reason} {proof.Block} coupled equations, degree at most {proof.DegreeBound:G6}: the probability that a false statement passed is below {proof.FailureProbability:G1}.")
        : proof.Reason;
}
