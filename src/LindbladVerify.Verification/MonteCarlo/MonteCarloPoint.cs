using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.MonteCarlo;

/// <summary>A rate estimated from noise trajectories at one point, beside the deterministic one.</summary>
/// <param name="Point">D, Delta, P, Gc, G2.</param>
/// <param name="Rate">Estimate of W, 1/s.</param>
/// <param name="StandardError">Its standard error, 1/s, with the step error (where there is a step) added.</param>
/// <param name="Trajectories">Trajectories that it rests on.</param>
/// <param name="Deterministic">The residence-time rate from the equations of motion, 1/s.</param>
public sealed record MonteCarloPoint(ParameterPoint Point, double Rate, double StandardError, long Trajectories, double Deterministic)
{
    /// <summary>Deviation of a value from the estimate, in standard errors.</summary>
    public double Score(double value) => (Rate - value) / StandardError;
}
