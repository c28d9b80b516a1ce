
namespace LindbladVerify.Formulas.Geometry;

/// <summary>Thermal polarization of a spin 1/2: tanh(γħB/2kT).</summary>
public static class BoltzmannPolarization
{
    /// <summary>Magnitude of the polarization of a spin 1/2.</summary>
    /// <param name="gyromagneticRatio">rad/(s T); its sign is that of the result.</param>
    /// <param name="field">Magnetic field, T, zero or positive.</param>
    /// <param name="temperature">K, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double Of(double gyromagneticRatio, double field, double temperature)
    {
        Require.Finite(gyromagneticRatio, nameof(gyromagneticRatio));
        Require.NotNegative(field, nameof(field));
        Require.Positive(temperature, nameof(temperature));
        return Math.Tanh(gyromagneticRatio * PhysicalConstants.ReducedPlanck.Value * field / (2 * PhysicalConstants.Boltzmann.Value * temperature));
    }

    /// <summary>Of a free electron, as a positive number: at 7.05 T, 0.9993 at 1.2 K and 0.811 at 4.2 K.</summary>
    public static double Electron(double field, double temperature) => Of(PhysicalConstants.ElectronGyromagneticRatio.Value, field, temperature);

    /// <summary>Of a proton: at 7.05 T and 1.2 K, 0.0060.</summary>
    public static double Proton(double field, double temperature) => Of(PhysicalConstants.ProtonGyromagneticRatio.Value, field, temperature);
}
