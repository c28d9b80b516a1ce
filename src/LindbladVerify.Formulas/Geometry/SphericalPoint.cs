using System.Runtime.InteropServices;

namespace LindbladVerify.Formulas.Geometry;

/// <summary>A direction with its weight in an average over the sphere.</summary>
/// <param name="Direction">Unit vector.</param>
/// <param name="Weight">Weight; the weights of a rule add up to 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SphericalPoint(Position Direction, double Weight);
