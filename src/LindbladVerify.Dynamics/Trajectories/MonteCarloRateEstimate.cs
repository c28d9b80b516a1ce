namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The one-way rate W = 1/(2 ∫0^∞⟨z⟩ dt) from an ensemble of trajectories.
/// </summary>
/// <param name="Value">W in 1/s.</param>
/// <param name="StandardError">
/// Standard error of W in 1/s: the scatter of the trajectories (not below what jumps add that are too rare to be sampled), and the
/// estimated errors of step, tail and rounding, added as squares.
/// </param>
/// <param name="Trajectories">Trajectories that the estimate rests on.</param>
/// <param name="Seed">Seed that reproduces it.</param>
/// <param name="Statistics">Decisions and by-products of the run.</param>
public sealed record MonteCarloRateEstimate(
    double Value, double StandardError, long Trajectories, ulong Seed, TrajectoryStatistics Statistics);
