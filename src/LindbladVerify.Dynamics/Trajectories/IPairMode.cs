using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>How the pair of modes moves: chosen per noise value at compile time, so that a kernel computes only what it needs.</summary>
internal interface IPairMode
{
    /// <summary>e^{at} times the (hyperbolic) cosine and sine of bt, and the sign of the upper off-diagonal element.</summary>
    static abstract void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>;
}

/// <summary>A complex pair: decaying rotation.</summary>
internal readonly struct OscillatingPair : IPairMode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        LaneMath.Exp(rate * time, out T decay, out _);
        LaneMath.SinCos(frequency * time, out sin, out cos);
        cos = decay * cos;
        sin = decay * sin;
        upper = T.Broadcast(0.0) - sin;
    }
}

/// <summary>A real pair: two decays.</summary>
internal readonly struct OverdampedPair : IPairMode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        LaneMath.Exp((rate + frequency) * time, out T slow, out _);
        LaneMath.Exp((rate - frequency) * time, out T fast, out _);
        cos = T.Broadcast(0.5) * (slow + fast);
        sin = T.Broadcast(0.5) * (slow - fast);
        upper = sin;
    }
}

/// <summary>Either kind per lane: a negative frequency marks a real pair.</summary>
internal readonly struct MixedPair : IPairMode
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        T magnitude = frequency & T.BroadcastBits(0x7FFFFFFFFFFFFFFF);
        T overdamped = T.LessThan(frequency, T.Broadcast(0.0));
        OverdampedPair.Decay(rate, magnitude, time, out T hyperbolicCos, out T hyperbolicSin, out T hyperbolicUpper);
        OscillatingPair.Decay(rate, magnitude, time, out cos, out sin, out upper);
        cos = T.Select(overdamped, hyperbolicCos, cos);
        sin = T.Select(overdamped, hyperbolicSin, sin);
        upper = T.Select(overdamped, hyperbolicUpper, upper);
    }
}
