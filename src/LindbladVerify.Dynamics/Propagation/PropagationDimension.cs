namespace LindbladVerify.Dynamics.Propagation;

/// <summary>How large the problem was and how large the one that was solved.</summary>
/// <param name="Hilbert">d.</param>
/// <param name="Liouville">d² times the number of noise modes.</param>
/// <param name="Solved">Real equations that were solved.</param>
public readonly record struct PropagationDimension(int Hilbert, double Liouville, long Solved);
