using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.JudgeTrials.Scoring;

/// <summary>The words of verdicts as files and reports have them.</summary>
public static class VerdictWords
{
    /// <summary>The word of a verdict.</summary>
    public static string Of(VerdictKind kind) => kind == VerdictKind.OutOfDomain ? "out-of-domain" : kind.ToString().ToLowerInvariant();
}
