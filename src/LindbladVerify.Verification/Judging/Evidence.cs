namespace LindbladVerify.Verification.Judging;

/// <summary>One row of evidence behind a verdict.</summary>
/// <param name="Kind">"identity", "limit", "bound", "symmetry", "scan", or "monte-carlo".</param>
/// <param name="Text">What was done and found, in one sentence with its numbers.</param>
/// <param name="Points">Number of points evaluated.</param>
/// <param name="LargestRelativeError">Largest relative error among them; NaN where it does not apply.</param>
public sealed record Evidence(string Kind, string Text, int Points, double LargestRelativeError);
