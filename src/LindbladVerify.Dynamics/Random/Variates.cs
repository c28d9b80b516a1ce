using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>Turns 64 random bits per lane into variates.</summary>
internal static class Variates
{
    /// <summary>Spacing of <see cref="Uniform{T}"/>: 2^-52.</summary>
    public const double UniformResolution = 2.220446049250313e-16;

    /// <summary>Uniform on (0, 1]: multiples of 2^-52, each with probability 2^-52. Never 0, so its logarithm is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Uniform<T>(T word)
        where T : struct, ILanes<T> =>
        T.Broadcast(2.0) - (T.ShiftRight(word, 12) | T.BroadcastBits(0x3FF0000000000000));

    /// <summary>Exponential with mean 1, by inversion of <see cref="Uniform{T}"/>: values from 0 to 52 ln 2 = 36.04.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exponential<T>(T word)
        where T : struct, ILanes<T> =>
        T.Broadcast(0.0) - LaneMath.Log(Uniform(word));

    /// <summary>
    /// Two independent standard normal variates from one word (Box and Muller, doi:10.1214/aoms/1177706645): the high 40
    /// bits give the radius, uniform at the midpoints (j + 1/2) 2^-40, and the low 24 bits the angle at midpoints of
    /// 2^24 equal arcs. The largest radius is 7.54; a radius beyond it has probability 4.5e-13.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NormalPair<T>(T word, out T first, out T second)
        where T : struct, ILanes<T>
    {
        T radius = NormalRadius(word);
        NormalDirection(word, out T cos, out T sin);
        first = radius * cos;
        second = radius * sin;
    }

    /// <summary>The radius of <see cref="NormalPair{T}"/>: Rayleigh distributed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalRadius<T>(T word)
        where T : struct, ILanes<T>
    {
        T oneToTwo = T.Select(
            T.BroadcastBits(0x000FFFFFFFFFF000), T.ShiftRight(word, 12), T.BroadcastBits(0x3FF0000000000800));
        return T.Sqrt(MinusTwoLog.Of(oneToTwo - T.Broadcast(1.0)));
    }

    /// <summary>The direction of <see cref="NormalPair{T}"/>: uniform on the circle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NormalDirection<T>(T word, out T cos, out T sin)
        where T : struct, ILanes<T>
    {
        // Bits 0-1 choose the quadrant, bits 2-23 the midpoint within it, in (-1/2, 1/2) of a right angle.
        T oneToTwo = T.Select(
            T.BroadcastBits(0x000FFFFFC0000000), T.ShiftLeft(word, 28), T.BroadcastBits(0x3FF0000020000000));
        LaneMath.SinCosOfRightAngles(oneToTwo - T.Broadcast(1.5), word, out sin, out cos);
    }
}
