namespace LindbladVerify.Verification.Surveys;

/// <summary>How much Monte Carlo to do.</summary>
/// <param name="Trajectories">Number of noise trajectories; null to have the target error decide.</param>
/// <param name="TargetError">Relative standard error to reach; null where the number of trajectories is given.</param>
/// <param name="Seed">Seed; the same seed gives the same bits for any number of threads.</param>
/// <param name="Threads">Worker threads.</param>
public sealed record MonteCarloOptions(long? Trajectories, double? TargetError, ulong Seed, int Threads);
