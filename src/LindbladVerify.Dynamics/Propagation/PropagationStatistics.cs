namespace LindbladVerify.Dynamics.Propagation;

/// <summary>What a propagation took.</summary>
/// <param name="Products">Products of the generator with a vector, or for the dense method with the propagator.</param>
/// <param name="Steps">Expansions, or accepted Runge–Kutta steps.</param>
/// <param name="RejectedSteps">Runge–Kutta steps done again with a shorter step.</param>
/// <param name="LadderDepth">Levels of the Ornstein–Uhlenbeck ladders above the ground level; 0 where there is none.</param>
/// <param name="Blocks">Independent blocks that the dense method solved one by one.</param>
public readonly record struct PropagationStatistics(long Products = 0, int Steps = 0, int RejectedSteps = 0, int LadderDepth = 0, int Blocks = 1);
