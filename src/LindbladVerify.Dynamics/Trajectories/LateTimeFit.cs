namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// A late-time exponential A e^{−2Wt} fitted to ensemble means ⟨z⟩ by generalised least squares with the sample covariance
/// between the times: means of one set of trajectories are strongly correlated, and an unweighted fit would understate its error.
/// </summary>
/// <param name="Rate">W, 1/s.</param>
/// <param name="StandardError">Standard error of W, 1/s.</param>
/// <param name="Amplitude">A.</param>
/// <param name="AmplitudeStandardError">Standard error of A.</param>
/// <param name="ChiSquare">Weighted sum of squares; about <paramref name="DegreesOfFreedom"/> if one exponential is enough.</param>
/// <param name="DegreesOfFreedom">Number of times less two.</param>
/// <param name="From">First time of the fit, s.</param>
/// <param name="To">Last time of the fit, s.</param>
/// <param name="Trajectories">Trajectories behind the means.</param>
/// <param name="Seed">Seed that reproduces them.</param>
public sealed record LateTimeFit(
    double Rate, double StandardError, double Amplitude, double AmplitudeStandardError,
    double ChiSquare, int DegreesOfFreedom, double From, double To, long Trajectories, ulong Seed);
