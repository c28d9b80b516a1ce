using LindbladVerify.Formulas.Claims;
using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Running;

/// <summary>What the judge said of a trial, and what that is worth.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Outcome">How the verdict compares with the truth.</param>
/// <param name="Verdict">The word; null where there was none.</param>
/// <param name="Order">The order that was found; null where there was none.</param>
/// <param name="Reason">Why, in the judge's words, or the error.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record TrialResult(Trial Trial, Outcome Outcome, VerdictKind? Verdict, double? Order, string Reason, double Seconds)
{
    /// <summary>The column of the confusion matrix.</summary>
    public string Word => Verdict is VerdictKind kind ? VerdictWords.Of(kind) : "none";

    /// <summary>Whether this speaks against the judge. Hard trials are counted apart.</summary>
    public bool IsFailure => !Trial.Truth.IsHard && Outcome is not (Outcome.Right or Outcome.Undecided);
}
