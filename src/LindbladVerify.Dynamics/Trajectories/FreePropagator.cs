using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

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
