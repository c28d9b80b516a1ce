using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>
/// The dipolar coupling H = I1·T·I2 of two like nuclei: T = d (1 - 3nn), d = (μ0/4π)γ²ħ/a³, in rad/s, n the direction between them.
/// </summary>
/// <remarks>
/// In high field H = 2 D12 I1z I2z - ½ D12 (I1+I2- + I1-I2+) with D12 = d (1 - 3cos²θ)/2, which is Eq. (1) of Chessari et al. and the
/// coupling of Eq. (7). Source: A. Abragam, The Principles of Nuclear Magnetism (1961), chapter IV.
/// </remarks>
/// <param name="Strength">d, rad/s.</param>
/// <param name="Direction">Unit vector between the nuclei.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NuclearDipolarTensor(double Strength, Position Direction)
{
    /// <summary>D12 = d (1 - 3cos²θ)/2, rad/s: half of T_zz, and minus twice the flip-flop amplitude.</summary>
    public double FlipFlop => Strength * (1 - (3 * Direction.Z * Direction.Z)) / 2;

    /// <summary>T_zz = 2 D12, rad/s: the Ising part.</summary>
    public double Secular => 2 * FlipFlop;

    /// <summary>√(T_zx² + T_zy²), rad/s: the part that flips one nucleus and is averaged out in high field.</summary>
    public double Pseudosecular => 3 * Math.Abs(Strength * Direction.Z) * Math.Sqrt((Direction.X * Direction.X) + (Direction.Y * Direction.Y));

    /// <summary>The coupling over a displacement.</summary>
    /// <param name="displacement">From one nucleus to the other, nm; not zero.</param>
    /// <param name="constant">(μ0/4π)γ²ħ, rad/s nm³; that of two protons if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The nuclei coincide, or a number is not finite.</exception>
    public static NuclearDipolarTensor Of(Position displacement, double? constant = null)
    {
        double a = displacement.Length;
        Require.Positive(a, "separation");
        double k = constant ?? PhysicalConstants.ProtonProton;
        Require.Finite(k, nameof(constant));
        return new NuclearDipolarTensor(k / (a * a * a), 1 / a * displacement);
    }
}
