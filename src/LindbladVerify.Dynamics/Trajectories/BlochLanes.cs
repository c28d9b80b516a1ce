using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The Bloch vector and ∫z dt of one trajectory per lane.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct BlochLanes<T>
    where T : struct, ILanes<T>
{
    public T X, Y, Z, Integral;

    /// <summary>All lanes at z = 1.</summary>
    public static BlochLanes<T> Up() => new()
    {
        X = T.Broadcast(0.0), Y = T.Broadcast(0.0), Z = T.Broadcast(1.0), Integral = T.Broadcast(0.0),
    };

    /// <summary>Lanes of the one vector where the mask is set, else of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlochLanes<T> Select(T mask, in BlochLanes<T> whenTrue, in BlochLanes<T> whenFalse) => new()
    {
        X = T.Select(mask, whenTrue.X, whenFalse.X),
        Y = T.Select(mask, whenTrue.Y, whenFalse.Y),
        Z = T.Select(mask, whenTrue.Z, whenFalse.Z),
        Integral = T.Select(mask, whenTrue.Integral, whenFalse.Integral),
    };

    /// <summary>Reads X, Y, Z and the integral from rows <see cref="TrajectoryBlock.Size"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlochLanes<T> Load(double* row) => new()
    {
        X = T.Load(row),
        Y = T.Load(row + TrajectoryBlock.Size),
        Z = T.Load(row + (2 * TrajectoryBlock.Size)),
        Integral = T.Load(row + (3 * TrajectoryBlock.Size)),
    };

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(double* row)
    {
        T.Store(X, row);
        T.Store(Y, row + TrajectoryBlock.Size);
        T.Store(Z, row + (2 * TrajectoryBlock.Size));
        T.Store(Integral, row + (3 * TrajectoryBlock.Size));
    }

    /// <summary>Rotation about z by a phase: the exact effect of the splitting over a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rotate(T phase)
    {
        T sin, cos;
        if (T.Any(T.LessThan(T.Broadcast(Math.PI / 4), T.Magnitude(phase))))
        {
            LaneMath.SinCos(phase, out sin, out cos);
        }
        else
        {
            LaneMath.FirstOctant(phase, out sin, out cos); // the same bits for less
        }

        T x = X, y = Y;
        X = T.Fma(cos, x, T.Broadcast(0.0) - (sin * y));
        Y = T.Fma(sin, x, cos * y);
    }

    /// <summary>Writes output <paramref name="output"/> and the noise value in the layout of <see cref="ITrajectoryKernel.Run"/>.</summary>
    public readonly void Store(int output, T noise, Span<double> samples)
    {
        Span<double> target = samples[(output * TrajectoryBlock.Components * TrajectoryBlock.Size)..];
        T.Store(X, target);
        T.Store(Y, target[TrajectoryBlock.Size..]);
        T.Store(Z, target[(2 * TrajectoryBlock.Size)..]);
        T.Store(Integral, target[(3 * TrajectoryBlock.Size)..]);
        T.Store(noise, target[(TrajectoryBlock.Noise * TrajectoryBlock.Size)..]);
    }
}
