using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Geometry;

/// <summary>W of Eq. (9) over W of the real electron, over distance and polarization.</summary>
/// <param name="Conventions">What turned distances into couplings.</param>
/// <param name="Distances">r, nm [n].</param>
/// <param name="Polarizations">P [m].</param>
/// <param name="Ratios">[m, n]: Ratios[j, i] at (Distances[i], Polarizations[j]); at least 1.</param>
public sealed record RatioMap(Conventions Conventions, IReadOnlyList<double> Distances, IReadOnlyList<double> Polarizations, double[,] Ratios)
{
    /// <summary>The map from 0.2 to 1.6 nm and from P = 0 to 1.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="points">Distances and polarizations, each; at least 2.</param>
    public static RatioMap Compute(Conventions conventions, int points = 161)
    {
        var surrogate = new DiffusionModel(conventions, ElectronNoise.SymmetricTelegraph);
        var electron = new DiffusionModel(conventions, ElectronNoise.ElectronTelegraph);
        double[] r = Grid.Linear(DiffusionFamily.Nearest, 1.6, points);
        double[] p = Grid.Linear(0, 1, points);
        double[,] ratios = new double[p.Length, r.Length];
        Parallel.For(0, p.Length, j =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                ratios[j, i] = surrogate.Rate(r[i], p[j]) / electron.Rate(r[i], p[j]);
            }
        });
        return new RatioMap(conventions, r, p, ratios);
    }
}
