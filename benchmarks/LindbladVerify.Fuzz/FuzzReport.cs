namespace LindbladVerify.Fuzz;

/// <summary>What came of the mutations of one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Mutations">How many were tried.</param>
/// <param name="Accepted">How many of them were read as valid.</param>
/// <param name="Slowest">Time of the slowest.</param>
/// <param name="Findings">What should not have happened, a line each, with the number that replays it.</param>
public sealed record FuzzReport(string Target, long Mutations, long Accepted, TimeSpan Slowest, IReadOnlyList<string> Findings);
