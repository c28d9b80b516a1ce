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
internal readonly record struct HyperfineTensor(double Axial, Position Direction, double Isotropic)
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
internal readonly record struct NuclearDipolarTensor(double Strength, Position Direction)
{
    /// <summary>D12 = d (1 - 3cos²θ)/2, rad/s: half of T_zz, and minus twice the flip-flop amplitude.</summary>
    public double FlipFlop => Strength * (1 - (3 * Direction.Z * Direction.Z)) / 2;

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

/// <summary>The couplings and rates of a nuclear pair near an electron, as the pair formulas take them.</summary>
/// <param name="Dipolar">D12, rad/s.</param>
/// <param name="Hyperfine">Δ = A1 - A2 for a fully polarised electron, rad/s.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Weight">Its share of an average over directions; 1 where there is no such average.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairCouplings(double Dipolar, double Hyperfine, double ElectronRate, double Broadening, double Weight);

/// <summary>A position or displacement in nanometres; the magnetic field points along z, the electron sits at the origin.</summary>
/// <param name="X">x, nm.</param>
/// <param name="Y">y, nm.</param>
/// <param name="Z">z, nm.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Position(double X, double Y, double Z)
{
    /// <summary>Distance from the origin, nm.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    /// <summary>Displacement from b to a.</summary>
    public static Position operator -(Position a, Position b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Displacement by b from a.</summary>
    public static Position operator +(Position a, Position b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Scales a displacement.</summary>
    public static Position operator *(double factor, Position a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    /// <summary>Scalar product, nm².</summary>
    public double Dot(Position other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>Two unit vectors that are orthogonal to this direction and to each other; this one must not be zero.</summary>
    /// <remarks>Starts from the axis least parallel to it, so that nothing cancels.</remarks>
    internal (Position First, Position Second) Orthogonals()
    {
        Position n = 1 / Length * this;
        Position axis = Math.Abs(n.X) <= Math.Abs(n.Y) && Math.Abs(n.X) <= Math.Abs(n.Z) ? new Position(1, 0, 0)
            : Math.Abs(n.Y) <= Math.Abs(n.Z) ? new Position(0, 1, 0)
            : new Position(0, 0, 1);
        Position raw = axis - (axis.Dot(n) * n);
        Position first = 1 / raw.Length * raw;
        return (first, new Position((n.Y * first.Z) - (n.Z * first.Y), (n.Z * first.X) - (n.X * first.Z), (n.X * first.Y) - (n.Y * first.X)));
    }
}

/// <summary>A direction with its weight in an average over the sphere.</summary>
/// <param name="Direction">Unit vector.</param>
/// <param name="Weight">Weight; the weights of a rule add up to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SphericalPoint(Position Direction, double Weight);
