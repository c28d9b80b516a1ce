namespace LindbladVerify.Verification.MonteCarlo;

/// <summary>Trajectories, equations of motion and formula at one point.</summary>
/// <param name="Estimate">What the trajectories gave, with the computed rate beside it.</param>
/// <param name="Predicted">What the formula says of the all-orders rate that trajectories measure, 1/s; a golden-rule formula is carried over by the computed ratio of the two.</param>
public sealed record TrajectoryComparison(MonteCarloPoint Estimate, double Predicted);
