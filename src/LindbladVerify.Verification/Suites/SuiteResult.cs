using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Suites;

/// <summary>The verdicts of a run.</summary>
/// <param name="Verdicts">Those reached, in order.</param>
/// <param name="Total">Claims in all.</param>
/// <param name="Cancelled">Whether the run was stopped before the end.</param>
public sealed record SuiteResult(IReadOnlyList<Verdict> Verdicts, int Total, bool Cancelled);
