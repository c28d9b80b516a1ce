using System.Globalization;
using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Maps;

/// <summary>
/// The conditions of Fig. 3 of Chessari et al., doi:10.1103/PhysRevB.107.224429: 1/Γc = 0.5 µs, Γ2 = 11e3 1/s, two protons a = 0.66 nm
/// apart at r and √(r² + a²) from the electron, A = K/r³ with K = 2π · 79.06 MHz Å³ without angular factor, and D12 = d/√5 with
/// d = 2π · 120.12 kHz Å³/a³. The paper does not state its averages and factors of 2π: these are the conventions that reproduce most of its numbers.
/// </summary>
public static class OperatingPoints
{
    private const double ElectronRate = 2e6;
    private const double Broadening = 11e3;
    private const double Separation = 6.6;
    private const double HyperfineConstant = 2 * Math.PI * 79.06e6;
    private const double DipolarConstant = 2 * Math.PI * 120.12e3;
    private static readonly string[] Names = ["D", "Delta", "P", "Gc", "G2"];

    /// <summary>Halfway between the breakdown radius and the hidden-spin radius, at the polarization of the paper's mid-range effect.</summary>
    public static ParameterPoint Default { get; } = At(0.5, 0.7);

    /// <summary>The points marked on maps: along r at P = 0.7, and at the hidden-spin radius the two polarizations whose ratio is the paper's speed-up.</summary>
    public static IReadOnlyList<OperatingPoint> All { get; } =
    [
        Mark(0.34, 0.7),
        Mark(0.5, 0.7),
        Mark(0.7, 0.7),
        Mark(0.9, 0.7),
        Mark(0.9, 0.5),
        Mark(0.9, 0.9993),
    ];

    /// <summary>Whether a formula has the parameters of the pair.</summary>
    public static bool Applies(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return formula.Parameters.Select(p => p.Name).SequenceEqual(Names, StringComparer.Ordinal);
    }

    /// <summary>The parameters of the pair at a distance from the electron.</summary>
    /// <param name="distance">r, nm, positive.</param>
    /// <param name="polarization">P.</param>
    public static ParameterPoint At(double distance, double polarization)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distance);
        double near = 10 * distance;
        double far = Math.Sqrt((near * near) + (Separation * Separation));
        double hyperfine = HyperfineConstant * (Math.Pow(near, -3) - Math.Pow(far, -3));
        double dipolar = DipolarConstant / Math.Pow(Separation, 3) / Math.Sqrt(5);
        return new ParameterPoint(Names, [dipolar, hyperfine, polarization, ElectronRate, Broadening]);
    }

    private static OperatingPoint Mark(double distance, double polarization) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{distance:R} nm, P = {polarization:R}"), distance, At(distance, polarization));
}
