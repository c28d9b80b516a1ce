using System.Globalization;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>
/// Two dipolar-coupled nuclei in the field of a fluctuating electron, in the space of |αβ&gt;, |βα&gt;:
/// H(t) = ½ Δ P(t) σz - ½ D σx, coherence decay Γ2 (Chessari et al., doi:10.1103/PhysRevB.107.224429, Eqs. (1), (2), (5)).
/// </summary>
public sealed record NuclearPair
{
    /// <summary>The parameters of the pair.</summary>
    /// <param name="dipolar">D = D12, rad/s.</param>
    /// <param name="hyperfine">Δ = A1 - A2 for a fully polarised electron, rad/s.</param>
    /// <param name="polarization">Mean electron polarisation P, in [-1, 1].</param>
    /// <param name="electronRate">Γc = 1/τc, 1/s, positive.</param>
    /// <param name="broadening">Γ2, decay rate of the zero-quantum coherence, 1/s, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public NuclearPair(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        Dipolar = Require(double.IsFinite(dipolar), dipolar, nameof(dipolar), "a finite number in rad/s");
        Hyperfine = Require(double.IsFinite(hyperfine), hyperfine, nameof(hyperfine), "a finite number in rad/s");
        Polarization = Require(polarization is >= -1 and <= 1, polarization, nameof(polarization), "in [-1, 1]");
        ElectronRate = Require(electronRate > 0 && double.IsFinite(electronRate), electronRate, nameof(electronRate), "positive and finite, in 1/s");
        Broadening = Require(broadening > 0 && double.IsFinite(broadening), broadening, nameof(broadening), "positive and finite, in 1/s");
    }

    /// <summary>D = D12, rad/s.</summary>
    public double Dipolar { get; }

    /// <summary>Δ = A1 - A2 for a fully polarised electron, rad/s.</summary>
    public double Hyperfine { get; }

    /// <summary>Mean electron polarisation P.</summary>
    public double Polarization { get; }

    /// <summary>Γc, 1/s.</summary>
    public double ElectronRate { get; }

    /// <summary>Γ2, 1/s.</summary>
    public double Broadening { get; }

    /// <summary>σz = |αβ&gt;&lt;αβ| - |βα&gt;&lt;βα| = I1z - I2z, eigenvalues ±1: the observable that relaxes at 2W.</summary>
    public static Operator PolarizationDifference => 2.0 * SpinOperators.Z(0.5);

    /// <summary>The starting state |αβ&gt;&lt;αβ|.</summary>
    public static Operator FirstNucleusUp => Operator.Unit(2, 0, 0);

    /// <summary>The general open-system model of the pair under a noise P(t); null for an electron that does not fluctuate.</summary>
    public OpenSystemModel Model(NoiseProcess? electron)
    {
        Operator z = PolarizationDifference;
        Operator coupling = (-0.5 * Dipolar) * (2.0 * SpinOperators.X(0.5));
        Operator splitting = (0.5 * Hyperfine) * z;
        Dissipator dephasing = new(z, Broadening / 2);
        return electron is null
            ? new OpenSystemModel(coupling + (Polarization * splitting), [dephasing])
            : new OpenSystemModel(coupling, [dephasing], [new NoiseCoupling(splitting, electron)]);
    }

    private static double Require(bool holds, double value, string name, string allowed) =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}
