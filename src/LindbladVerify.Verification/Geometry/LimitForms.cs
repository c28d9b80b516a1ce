using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Geometry;

/// <summary>What Fig. 3(b) shows: D(r) by Eq. (9) and by its slow- and fast-electron forms, repaired and as printed.</summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Exact">Eq. (9).</param>
/// <param name="Slow">Eq. (10) with √(1 - P²).</param>
/// <param name="Fast">Eq. (11) with 1/Γc.</param>
/// <param name="SlowAsPrinted">Eq. (10) as printed.</param>
/// <param name="FastAsPrinted">Eq. (11) as printed.</param>
/// <param name="Electron">The electron that flips between +1 and -1.</param>
public sealed record LimitForms(
    Conventions Conventions,
    DiffusionCurve Exact,
    DiffusionCurve Slow,
    DiffusionCurve Fast,
    DiffusionCurve SlowAsPrinted,
    DiffusionCurve FastAsPrinted,
    DiffusionCurve Electron)
{
    /// <summary>All forms at one polarization; the paper has 0.7.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="polarization">P, from 0 to 1.</param>
    /// <param name="points">Number of distances, at least 2.</param>
    public static LimitForms Compute(Conventions conventions, double polarization = 0.7, int points = 241)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        double[] r = Grid.Linear(DiffusionFamily.Nearest, 1.1 * conventions.MeanVolumeRadius, points);
        DiffusionCurve Curve(string method, ElectronNoise noise) => DiffusionCurve.Of(new DiffusionModel(conventions, noise, method), polarization, r);
        ElectronNoise surrogate = ElectronNoise.SymmetricTelegraph;
        return new LimitForms(
            conventions,
            Curve("eq9", surrogate),
            Curve("eq10", surrogate),
            Curve("eq11", surrogate),
            Curve("eq10-as-printed", surrogate),
            Curve("eq11-as-printed", surrogate),
            Curve("golden-rule", ElectronNoise.ElectronTelegraph));
    }
}
