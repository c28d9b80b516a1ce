using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>One vector of trajectories during a run of grid steps.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct GridLanes<T>
    where T : struct, ILanes<T>
{
    private T x, y, z, sum, integral;

    /// <summary>Lanes whose noise has value 1.</summary>
    public T InOne;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GridLanes<T> Load(double* inOne, double* vector)
    {
        BlochLanes<T> v = BlochLanes<T>.Load(vector);
        return new GridLanes<T>
        {
            InOne = T.Load(inOne), x = v.X, y = v.Y, z = v.Z, integral = v.Integral, sum = T.Broadcast(-0.5) * v.Z,
        };
    }

    /// <summary>A step on the leading 16 bits of the word, which are used up. <paramref name="nearest"/> becomes 0 in lanes
    /// whose bits equal their threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<TMotion>(ref T word, T minus01, T minus10, double* motion, ref T nearest)
        where TMotion : struct, IGridMotion
    {
        T bits = T.ShiftRight(word, 48);
        word = T.ShiftLeft(word, 16);
        T difference = T.AddBits(bits, T.Select(InOne, minus10, minus01)); // negative: flip
        nearest = T.MinimumBits(nearest, difference);
        Move<TMotion>(difference, motion);
    }

    /// <summary>Flips the lanes whose sign bit is set, then moves all of them by one step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move<TMotion>(T flip, double* motion)
        where TMotion : struct, IGridMotion
    {
        InOne ^= T.SignMask(flip);
        sum += z;
        TMotion.Step(motion, flip, InOne, ref x, ref y, ref z);
    }

    /// <summary>Adds the trapezium sum of the run, h (z0/2 + z1 + … + zn/2), and writes everything back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(double* inOne, double* vector, T halfStep)
    {
        T.Store(InOne, inOne);
        T total = T.Fma(halfStep, T.Fma(T.Broadcast(2.0), sum, z), integral);
        new BlochLanes<T> { X = x, Y = y, Z = z, Integral = total }.Save(vector);
    }
}
