namespace LindbladVerify.Formulas.Geometry;

/// <summary>The constants of nature that couplings in nanometres need: CODATA recommended values of 2022.</summary>
internal static class PhysicalConstants
{
    private static readonly Source Codata = new("P. J. Mohr, D. B. Newell, B. N. Taylor and E. Tiesinga, Rev. Mod. Phys. 97, 025002 (2025): CODATA 2022", "10.1103/RevModPhys.97.025002", string.Empty);

    /// <summary>μ0, N/A².</summary>
    public static PhysicalConstant VacuumPermeability { get; } = new("μ0", "vacuum magnetic permeability", 1.25663706127e-6, "N A^-2", 1.6e-10, Codata);

    /// <summary>ħ = h/2π, J s; h is exact.</summary>
    public static PhysicalConstant ReducedPlanck { get; } = new("ħ", "reduced Planck constant", 6.62607015e-34 / (2 * Math.PI), "J s", 0, Codata);

    /// <summary>k, J/K; exact.</summary>
    public static PhysicalConstant Boltzmann { get; } = new("k", "Boltzmann constant", 1.380649e-23, "J K^-1", 0, Codata);

    /// <summary>N_A, 1/mol; exact.</summary>
    public static PhysicalConstant Avogadro { get; } = new("N_A", "Avogadro constant", 6.02214076e23, "mol^-1", 0, Codata);

    /// <summary>|γe| of the free electron, rad/(s T). The electron's moment is antiparallel to its spin; the sign is in the equations.</summary>
    public static PhysicalConstant ElectronGyromagneticRatio { get; } = new("γe", "electron gyromagnetic ratio", 1.76085962784e11, "s^-1 T^-1", 3.1e-10, Codata);

    /// <summary>γ of the bare proton, rad/(s T). Chemical shielding, some 1e-5, is left out.</summary>
    public static PhysicalConstant ProtonGyromagneticRatio { get; } = new("γH", "proton gyromagnetic ratio", 2.6752218708e8, "s^-1 T^-1", 4.1e-10, Codata);

    /// <summary>The dipolar coupling constant (μ0/4π) γ1 γ2 ħ of two moments, rad/s nm³; divided by the cube of their distance in nm it is a coupling in rad/s.</summary>
    /// <param name="first">Gyromagnetic ratio, rad/(s T).</param>
    /// <param name="second">Gyromagnetic ratio, rad/(s T).</param>
    public static double DipolarConstant(double first, double second) =>
        1e27 * VacuumPermeability.Value / (4 * Math.PI) * first * second * ReducedPlanck.Value;

    /// <summary>K = (μ0/4π)|γe|γHħ of an electron and a proton: 2π · 79.06 MHz Å³, in rad/s nm³.</summary>
    public static double ElectronProton { get; } = DipolarConstant(ElectronGyromagneticRatio.Value, ProtonGyromagneticRatio.Value);

    /// <summary>(μ0/4π)γH²ħ of two protons: 2π · 120.12 kHz Å³, in rad/s nm³.</summary>
    public static double ProtonProton { get; } = DipolarConstant(ProtonGyromagneticRatio.Value, ProtonGyromagneticRatio.Value);
}

/// <summary>A physical constant with its uncertainty and where it was published.</summary>
/// <param name="Symbol">The symbol in equations.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">Value in <paramref name="Unit"/>.</param>
/// <param name="Unit">SI unit.</param>
/// <param name="RelativeUncertainty">Relative standard uncertainty; 0 for a constant that is exact by definition of the SI.</param>
/// <param name="Source">Where the value was published.</param>
internal sealed record PhysicalConstant(string Symbol, string Name, double Value, string Unit, double RelativeUncertainty, Source Source);

/// <summary>Thermal polarization of a spin 1/2: tanh(γħB/2kT).</summary>
internal static class BoltzmannPolarization
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
