using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The state of the pair: x, y coherence, z population difference, and ∫0^t z dt so far (s).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlochVector(double X, double Y, double Z, double Integral)
{
    /// <summary>The start of every trajectory.</summary>
    public static BlochVector Up { get; } = new(0, 0, 1, 0);

    internal BlochVector Apply((double[,] Propagator, double[] Integral) motion)
    {
        (double[,] u, double[] w) = motion;
        return new BlochVector(
            (u[0, 0] * X) + (u[0, 1] * Y) + (u[0, 2] * Z),
            (u[1, 0] * X) + (u[1, 1] * Y) + (u[1, 2] * Z),
            (u[2, 0] * X) + (u[2, 1] * Y) + (u[2, 2] * Z),
            Integral + (w[0] * X) + (w[1] * Y) + (w[2] * Z));
    }

    internal BlochVector Rotate(double phase)
    {
        (double sin, double cos) = Math.SinCos(phase);
        return this with { X = (cos * X) - (sin * Y), Y = (sin * X) + (cos * Y) };
    }
}
