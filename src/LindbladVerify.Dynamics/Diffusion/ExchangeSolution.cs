namespace LindbladVerify.Dynamics.Diffusion;

/// <summary>Polarization of all cells at the times asked for.</summary>
/// <param name="Times">s, ascending [m].</param>
/// <param name="Polarizations">[m][n].</param>
/// <param name="Steps">Steps accepted.</param>
/// <param name="Rejected">Steps rejected and repeated with half the length or less.</param>
public sealed record ExchangeSolution(IReadOnlyList<double> Times, IReadOnlyList<double[]> Polarizations, int Steps, int Rejected)
{
    /// <summary>Σ c_i p_i at each time [m].</summary>
    /// <param name="coefficients">c [n]: for a mean, weights divided by their sum.</param>
    public double[] Observe(IReadOnlyList<double> coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        return [.. Polarizations.Select(p => p.Select((v, i) => coefficients[i] * v).Sum())];
    }
}
