using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Verification.Suites;

/// <summary>How far a run is.</summary>
/// <param name="Done">Claims judged.</param>
/// <param name="Total">Claims in all.</param>
/// <param name="Last">Id of the last one.</param>
/// <param name="Reached">Its verdict.</param>
public readonly record struct SuiteProgress(int Done, int Total, string Last, Verdict Reached);
