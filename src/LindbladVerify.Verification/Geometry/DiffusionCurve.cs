namespace LindbladVerify.Verification.Geometry;

/// <summary>D(r) at one electron polarization.</summary>
/// <param name="Polarization">P.</param>
/// <param name="Distances">r, nm, ascending [n].</param>
/// <param name="Coefficients">D, nm²/s [n]; NaN where the method gives none.</param>
public sealed record DiffusionCurve(double Polarization, IReadOnlyList<double> Distances, IReadOnlyList<double> Coefficients)
{
    /// <summary>The curve of a model.</summary>
    /// <param name="model">Couplings, noise and rate.</param>
    /// <param name="polarization">P, from -1 to 1.</param>
    /// <param name="distances">r, nm, positive.</param>
    public static DiffusionCurve Of(DiffusionModel model, double polarization, IReadOnlyList<double> distances)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(distances);
        return new DiffusionCurve(polarization, distances, [.. distances.Select(r => model.Coefficient(r, polarization))]);
    }
}
