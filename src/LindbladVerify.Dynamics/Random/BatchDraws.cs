using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// The same draw of many consecutive trajectories at once, one stage at a time over small arrays: each stage is a short
/// loop of independent vectors, which keeps the processor's pipelines full where a single long chain would not.
/// </summary>
internal static unsafe class BatchDraws
{
    /// <summary>Words of one Philox block: first[i] and second[i] belong to trajectory <paramref name="trajectory"/> + i.</summary>
    /// <param name="key">The run's key.</param>
    /// <param name="trajectory">First trajectory; a multiple of the lane count below a multiple of 2^32.</param>
    /// <param name="draw">Draw number.</param>
    /// <param name="count">A multiple of the lane count.</param>
    /// <param name="first">Receives the first words.</param>
    /// <param name="second">Receives the second words.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Words<T>(StreamKey key, long trajectory, uint draw, int count, double* first, double* second)
        where T : struct, ILanes<T>
    {
        uint keyLow = key.KeyLow, keyHigh = key.KeyHigh;
        T studyPoint = T.BroadcastBits(key.StudyPoint);
        for (int i = 0; i < count; i += T.Count)
        {
            T number = T.Sequence((ulong)(trajectory + i));
            T high = T.ShiftRight(number, 32) | T.BroadcastBits(key.PurposeWord);
            Philox4x32.Block(
                T.BroadcastBits(draw), studyPoint, number, high, keyLow, keyHigh, out T low, out T upper);
            T.Store(low, first + i);
            T.Store(upper, second + i);
        }
    }

    /// <summary>Two standard normals from each word, as <see cref="Variates.NormalPair{T}"/>; <paramref name="first"/> may be the words.</summary>
    public static void NormalPairs<T>(double* words, int count, double* radius, double* first, double* second)
        where T : struct, ILanes<T>
    {
        Radii<T>(words, count, radius);
        Rays<T>(words, count, radius, first, second);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Radii<T>(double* words, int count, double* radius)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T.Store(Variates.NormalRadius(T.Load(words + i)), radius + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rays<T>(double* words, int count, double* radius, double* first, double* second)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            Variates.NormalDirection(T.Load(words + i), out T cos, out T sin);
            T length = T.Load(radius + i);
            T.Store(length * cos, first + i);
            T.Store(length * sin, second + i);
        }
    }
}
