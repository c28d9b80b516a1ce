namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// The one-way rate W = 1/(2 ∫0^∞⟨z⟩ dt) from an ensemble of trajectories.
/// </summary>
/// <param name="Value">W in 1/s.</param>
/// <param name="StandardError">Standard error of W in 1/s, by the delta method from the covariance of the trajectories.</param>
/// <param name="Trajectories">Trajectories that the estimate rests on.</param>
/// <param name="Seed">Seed that reproduces it.</param>
/// <param name="Statistics">Decisions and by-products of the run.</param>
public sealed record MonteCarloRateEstimate(
    double Value, double StandardError, long Trajectories, ulong Seed, TrajectoryStatistics Statistics);
