using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The Bloch vector and ∫z dt of one trajectory per lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BlochLanes<T>
    where T : struct, ILanes<T>
{
    public T X, Y, Z, Integral;

    /// <summary>All lanes at z = 1.</summary>
    public static BlochLanes<T> Up() => new()
    {
        X = T.Broadcast(0.0), Y = T.Broadcast(0.0), Z = T.Broadcast(1.0), Integral = T.Broadcast(0.0),
    };

    /// <summary>Rotation about z by a phase: the exact effect of the splitting over a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rotate(T phase)
    {
        LaneMath.SinCos(phase, out T sin, out T cos);
        T x = X, y = Y;
        X = T.Fma(cos, x, T.Broadcast(0.0) - (sin * y));
        Y = T.Fma(sin, x, cos * y);
    }

    /// <summary>Writes output <paramref name="output"/> in the layout of <see cref="ITrajectoryKernel.Run"/>.</summary>
    public readonly void Store(int output, Span<double> samples)
    {
        Span<double> target = samples[(output * TrajectoryBlock.Components * TrajectoryBlock.Size)..];
        T.Store(X, target);
        T.Store(Y, target[TrajectoryBlock.Size..]);
        T.Store(Z, target[(2 * TrajectoryBlock.Size)..]);
        T.Store(Integral, target[(3 * TrajectoryBlock.Size)..]);
    }
}
