using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>A position or displacement in nanometres; the magnetic field points along z, the electron sits at the origin.</summary>
/// <param name="X">x, nm.</param>
/// <param name="Y">y, nm.</param>
/// <param name="Z">z, nm.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Position(double X, double Y, double Z)
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
