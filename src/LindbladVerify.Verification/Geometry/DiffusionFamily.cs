using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.Geometry;

/// <summary>What Fig. 3(a) shows: D(r) for a family of electron polarizations, and the step that microwaves make at r_h.</summary>
/// <param name="Model">Couplings, noise and rate.</param>
/// <param name="Curves">One per polarization, ascending.</param>
/// <param name="Thermal">D at r_h and P = 0.9993, nm²/s: microwaves off.</param>
/// <param name="Irradiated">D at r_h and P = 0.5, nm²/s: microwaves on.</param>
public sealed record DiffusionFamily(DiffusionModel Model, IReadOnlyList<DiffusionCurve> Curves, double Thermal, double Irradiated)
{
    /// <summary>Smallest distance drawn, nm.</summary>
    public const double Nearest = 0.2;

    /// <summary>P without microwaves, 1.2 K and 7.05 T.</summary>
    public const double ThermalPolarization = 0.9993;

    /// <summary>P with microwaves.</summary>
    public const double IrradiatedPolarization = 0.5;

    /// <summary>The conventions of the model.</summary>
    public Conventions Conventions => Model.Conventions;

    /// <summary>Name of the electron noise.</summary>
    public string NoiseName => Model.Noise.Name;

    /// <summary>Irradiated over thermal; the paper says 17.</summary>
    public double SpeedUp => Irradiated / Thermal;

    /// <summary>P = 0 … 1 in steps of 0.1 on a distance grid from 0.2 nm to a little beyond r_MV.</summary>
    /// <param name="conventions">What turns distances into couplings.</param>
    /// <param name="noise">Name of the electron noise, as <see cref="ElectronNoise.Parse"/> reads it; the default is that of the paper's Eq. (9).</param>
    /// <param name="points">Number of distances, at least 2.</param>
    /// <exception cref="FormatException">There is no such noise.</exception>
    public static DiffusionFamily Compute(Conventions conventions, string noise = "symmetric-telegraph", int points = 241)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        var model = new DiffusionModel(conventions, ElectronNoise.Parse(noise));
        double[] r = Grid.Linear(Nearest, 1.1 * conventions.MeanVolumeRadius, points);
        var curves = new DiffusionCurve[11];
        Parallel.For(0, curves.Length, k => curves[k] = DiffusionCurve.Of(model, k / 10.0, r));
        return new DiffusionFamily(
            model, curves, model.Coefficient(conventions.HiddenRadius, ThermalPolarization), model.Coefficient(conventions.HiddenRadius, IrradiatedPolarization));
    }
}
