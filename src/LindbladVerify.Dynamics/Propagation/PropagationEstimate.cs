namespace LindbladVerify.Dynamics.Propagation;

/// <summary>What a solution is expected to take; times are good to a factor of three or so.</summary>
/// <param name="Method">The method.</param>
/// <param name="Equations">Real equations that are solved.</param>
/// <param name="Bytes">Memory.</param>
/// <param name="Seconds">Time.</param>
public sealed record PropagationEstimate(PropagationMethod Method, double Equations, double Bytes, double Seconds);
