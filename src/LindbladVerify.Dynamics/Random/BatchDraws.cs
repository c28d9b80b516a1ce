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
    public static void Words<T>(LaneKey<T> key, long trajectory, uint draw, int count, double* first, double* second)
        where T : struct, ILanes<T>
    {
        T studyPoint = key.StudyPoint, purpose = key.PurposeWord, number = T.BroadcastBits(draw);
        int i = 0;

        // Four vectors go through the rounds together: within one, each round waits for the last.
        for (; i + (4 * T.Count) <= count; i += 4 * T.Count)
        {
            PhiloxLanes<T> a = PhiloxLanes<T>.Start(number, studyPoint, purpose, trajectory + i);
            PhiloxLanes<T> b = PhiloxLanes<T>.Start(number, studyPoint, purpose, trajectory + i + T.Count);
            PhiloxLanes<T> c = PhiloxLanes<T>.Start(number, studyPoint, purpose, trajectory + i + (2 * T.Count));
            PhiloxLanes<T> d = PhiloxLanes<T>.Start(number, studyPoint, purpose, trajectory + i + (3 * T.Count));
            double* keys = key.RoundKeys;
            for (int round = 0; round < Philox4x32.Rounds; round++)
            {
                a.Round(keys);
                b.Round(keys);
                c.Round(keys);
                d.Round(keys);
                keys += 2 * LaneConstants<T>.Stride;
            }

            a.Save(first + i, second + i);
            b.Save(first + i + T.Count, second + i + T.Count);
            c.Save(first + i + (2 * T.Count), second + i + (2 * T.Count));
            d.Save(first + i + (3 * T.Count), second + i + (3 * T.Count));
        }

        for (; i < count; i += T.Count)
        {
            PhiloxLanes<T> a = PhiloxLanes<T>.Start(number, studyPoint, purpose, trajectory + i);
            double* keys = key.RoundKeys;
            for (int round = 0; round < Philox4x32.Rounds; round++)
            {
                a.Round(keys);
                keys += 2 * LaneConstants<T>.Stride;
            }

            a.Save(first + i, second + i);
        }

        GC.KeepAlive(key);
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
