using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>
/// The hyperfine coupling H = S·T·I of an electron at the origin and a nucleus, both point dipoles: T = K (3nn - 1)/r³ + A_iso 1, in rad/s,
/// n the direction from electron to nucleus. The sign is that of a negative electron and a positive nuclear gyromagnetic ratio.
/// </summary>
/// <remarks>
/// Secular part Sz (T_zz Iz), pseudosecular part Sz (T_zx Ix + T_zy Iy). With P = 2⟨Sz⟩ a fully polarised electron shifts the nucleus by
/// A = T_zz/2, which is what Eq. (2) of Chessari et al. multiplies with P. Source: A. Abragam, The Principles of Nuclear Magnetism (1961), chapter VI.
/// </remarks>
/// <param name="Axial">K/r³, rad/s.</param>
/// <param name="Direction">Unit vector from electron to nucleus.</param>
/// <param name="Isotropic">Contact coupling A_iso, rad/s.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HyperfineTensor(double Axial, Position Direction, double Isotropic)
{
    /// <summary>T_zz = K (3cos²θ - 1)/r³ + A_iso, rad/s.</summary>
    public double Secular => (Axial * ((3 * Direction.Z * Direction.Z) - 1)) + Isotropic;

    /// <summary>√(T_zx² + T_zy²) = 3K |sinθ cosθ|/r³, rad/s.</summary>
    public double Pseudosecular => 3 * Math.Abs(Axial * Direction.Z) * Math.Sqrt((Direction.X * Direction.X) + (Direction.Y * Direction.Y));

    /// <summary>The coupling of a nucleus at a position, electron at the origin.</summary>
    /// <param name="nucleus">Position, nm; not at the electron.</param>
    /// <param name="isotropic">Contact coupling, rad/s.</param>
    /// <param name="constant">(μ0/4π)|γe|γħ, rad/s nm³; a proton's if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The nucleus sits on the electron, or a number is not finite.</exception>
    public static HyperfineTensor Of(Position nucleus, double isotropic = 0, double? constant = null)
    {
        double r = nucleus.Length;
        Require.Positive(r, "distance");
        Require.Finite(isotropic, nameof(isotropic));
        double k = constant ?? PhysicalConstants.ElectronProton;
        Require.Finite(k, nameof(constant));
        return new HyperfineTensor(k / (r * r * r), 1 / r * nucleus, isotropic);
    }

    /// <summary>The element T_ij, rad/s.</summary>
    /// <param name="row">0, 1, 2 for x, y, z.</param>
    /// <param name="column">0, 1, 2 for x, y, z.</param>
    public double this[int row, int column] =>
        (3 * Axial * Component(row) * Component(column)) + (row == column ? Isotropic - Axial : 0);

    private double Component(int axis) => axis switch
    {
        0 => Direction.X,
        1 => Direction.Y,
        2 => Direction.Z,
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, $"A tensor index is 0, 1 or 2, not {axis}."),
    };
}
