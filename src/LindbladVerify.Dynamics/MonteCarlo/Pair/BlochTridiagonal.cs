using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Solves c_n A_n + c_{n+1} U_n + c_{n−1} L_n = r_n for rows c_n by elimination from the far end. A_n is a Bloch generator (or that
/// of its squares) minus a decay, so every pivot is again the generator of a decaying motion and elimination without exchanges is stable.
/// </summary>
internal static class BlochTridiagonal
{
    private static readonly MatrixBuilder<double> Build = Matrix<double>.Build;

    /// <summary>R of the part δ R of the generator: rotation about z.</summary>
    public static Matrix<double> Rotation { get; } = Build.DenseOfArray(new double[,] { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 0 } });

    /// <summary>The row e_z.</summary>
    public static Vector<double> UnitZ { get; } = Vector<double>.Build.DenseOfArray([0, 0, 1]);

    /// <summary>B of v' = B v at a splitting, minus a decay rate.</summary>
    public static Matrix<double> Generator(NuclearPair pair, double splitting, double decay) => Build.DenseOfArray(new[,]
    {
        { -pair.Broadening - decay, -splitting, 0 },
        { splitting, -pair.Broadening - decay, pair.Dipolar },
        { 0, -pair.Dipolar, -decay },
    });

    /// <summary>Rows c_0 … c_{count−1}.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="diagonal">A_n.</param>
    /// <param name="fromNext">U_n, the part of c_{n+1} in equation n.</param>
    /// <param name="fromPrevious">L_n, the part of c_{n−1} in equation n.</param>
    /// <param name="right">r_n.</param>
    public static Vector<double>[] Solve(
        int count, Func<int, Matrix<double>> diagonal, Func<int, Matrix<double>> fromNext, Func<int, Matrix<double>> fromPrevious, Func<int, Vector<double>> right)
    {
        // From the end: c_n = g_n − c_{n−1} K_n.
        var g = new Vector<double>[count];
        var k = new Matrix<double>[count];
        for (int n = count - 1; n >= 0; n--)
        {
            Matrix<double> pivot = diagonal(n);
            Vector<double> r = right(n);
            if (n + 1 < count)
            {
                Matrix<double> u = fromNext(n);
                pivot -= k[n + 1] * u;
                r -= g[n + 1] * u;
            }

            Matrix<double> inverse = pivot.Inverse();
            g[n] = r * inverse;
            k[n] = n > 0 ? fromPrevious(n) * inverse : inverse; // the first is not used
        }

        for (int n = 1; n < count; n++)
        {
            g[n] -= g[n - 1] * k[n];
        }

        return g;
    }
}

/// <summary>The state of the pair: x, y coherence, z population difference, and ∫0^t z dt so far (s).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlochVector(double X, double Y, double Z, double Integral)
{
}

/// <summary>
/// The Bloch motion without splitting over a fixed time: x decays, (y, z) follow the closed-form propagator of
/// y' = D z − Γ2 y, z' = −D y, and ∫z dt is exact. One half of the Strang splitting of a driven step.
/// </summary>
internal readonly struct FreePropagator<T>
    where T : struct, ILanes<T>
{
    private readonly T xx, yy, yz, zy, zz, integralY, integralZ;

    public FreePropagator(double dipolar, double broadening, double time)
    {
        (double[,] u, double[] integral) = new BlochModes(0, dipolar, broadening).Propagator(time);
        (xx, yy, yz) = (T.Broadcast(Math.Exp(-broadening * time)), T.Broadcast(u[1, 1]), T.Broadcast(u[1, 2]));
        (zy, zz) = (T.Broadcast(u[2, 1]), T.Broadcast(u[2, 2]));
        (integralY, integralZ) = (T.Broadcast(integral[1]), T.Broadcast(integral[2]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref BlochLanes<T> v)
    {
        T y = v.Y, z = v.Z;
        v.Integral = T.Fma(integralY, y, T.Fma(integralZ, z, v.Integral));
        v.X = xx * v.X;
        v.Y = T.Fma(yy, y, yz * z);
        v.Z = T.Fma(zy, y, zz * z);
    }
}
