using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

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
        where T : struct, ILanes<T> => T.Sqrt(MinusTwoLog.Of(RadialUniform(word)));

    /// <summary>The uniform number behind <see cref="NormalRadius{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RadialUniform<T>(T word)
        where T : struct, ILanes<T> =>
        T.Select(T.BroadcastBits(0x000FFFFFFFFFF000), T.ShiftRight(word, 12), T.BroadcastBits(0x3FF0000000000800)) - T.Broadcast(1.0);

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
    public static void Words<T>(LaneKey<T> key, long trajectory, uint draw, int count, double* first, double* second)
        where T : struct, ILanes<T> =>
        Words(key, new ConsecutiveDraws<T>(trajectory, draw), count, first, second);

    /// <summary>Words of one Philox block for any trajectories, each with a draw number of its own.</summary>
    /// <param name="key">The run's key.</param>
    /// <param name="trajectories">Their numbers as integers.</param>
    /// <param name="draws">Draw numbers as integers.</param>
    /// <param name="count">A multiple of the lane count.</param>
    /// <param name="first">Receives the first words.</param>
    /// <param name="second">Receives the second words.</param>
    public static void Words<T>(LaneKey<T> key, double* trajectories, double* draws, int count, double* first, double* second)
        where T : struct, ILanes<T> =>
        Words(key, new OwnDraws<T>(trajectories, draws), count, first, second);

    /// <summary>Several vectors go through the rounds together, as within one each round waits for the last: four where there are 32 registers, else two.</summary>
    private static void Words<T, TDraws>(LaneKey<T> key, TDraws draws, int count, double* first, double* second)
        where T : struct, ILanes<T>
        where TDraws : struct, IDraws<T>
    {
        int i = T.Count == 8 ? Fours(key, draws, count, first, second) : 0;
        i = Pairs(key, draws, i, count, first, second);
        for (; i < count; i += T.Count)
        {
            Philox4x32.Block(draws.Draw(i), key.StudyPoint, draws.Trajectory(i), T.ShiftRight(draws.Trajectory(i), 32) | key.PurposeWord, key, out T word1, out T word2);
            T.Store(word1, first + i);
            T.Store(word2, second + i);
        }
    }

    // Methods of their own: the compiler writes into one method only so much of others.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Fours<T, TDraws>(LaneKey<T> key, TDraws draws, int count, double* first, double* second)
        where T : struct, ILanes<T>
        where TDraws : struct, IDraws<T>
    {
        T studyPoint = key.StudyPoint, purpose = key.PurposeWord;
        int i = 0;
        for (; i + (4 * T.Count) <= count; i += 4 * T.Count)
        {
            PhiloxLanes<T> a = PhiloxLanes<T>.Start(draws.Draw(i), studyPoint, purpose, draws.Trajectory(i));
            PhiloxLanes<T> b = PhiloxLanes<T>.Start(draws.Draw(i + T.Count), studyPoint, purpose, draws.Trajectory(i + T.Count));
            PhiloxLanes<T> c = PhiloxLanes<T>.Start(draws.Draw(i + (2 * T.Count)), studyPoint, purpose, draws.Trajectory(i + (2 * T.Count)));
            PhiloxLanes<T> d = PhiloxLanes<T>.Start(draws.Draw(i + (3 * T.Count)), studyPoint, purpose, draws.Trajectory(i + (3 * T.Count)));
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

        GC.KeepAlive(key);
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Pairs<T, TDraws>(LaneKey<T> key, TDraws draws, int i, int count, double* first, double* second)
        where T : struct, ILanes<T>
        where TDraws : struct, IDraws<T>
    {
        T studyPoint = key.StudyPoint, purpose = key.PurposeWord;
        for (; i + (2 * T.Count) <= count; i += 2 * T.Count)
        {
            PhiloxLanes<T> a = PhiloxLanes<T>.Start(draws.Draw(i), studyPoint, purpose, draws.Trajectory(i));
            PhiloxLanes<T> b = PhiloxLanes<T>.Start(draws.Draw(i + T.Count), studyPoint, purpose, draws.Trajectory(i + T.Count));
            double* keys = key.RoundKeys;
            for (int round = 0; round < Philox4x32.Rounds; round += 2)
            {
                a.TwoRounds(keys);
                b.TwoRounds(keys + LaneKey<T>.OfSecond);
                keys += 4 * LaneConstants<T>.Stride;
            }

            a.Save(first + i, second + i);
            b.Save(first + i + T.Count, second + i + T.Count);
        }

        GC.KeepAlive(key);
        return i;
    }

    private interface IDraws<T>
    {
        T Trajectory(int i);

        T Draw(int i);
    }

    private readonly struct ConsecutiveDraws<T>(long trajectory, uint draw) : IDraws<T>
        where T : struct, ILanes<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Trajectory(int i) => T.Sequence((ulong)(trajectory + i));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Draw(int i) => T.BroadcastBits(draw);
    }

    private readonly struct OwnDraws<T>(double* trajectories, double* draws) : IDraws<T>
        where T : struct, ILanes<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Trajectory(int i) => T.Load(trajectories + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Draw(int i) => T.Load(draws + i);
    }

    /// <summary>Each word becomes the variate of <see cref="Variates.Exponential{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Exponentials<T>(double* words, int count)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T.Store(Variates.Exponential(T.Load(words + i)), words + i);
        }
    }

    /// <summary>Two standard normals from each word, as <see cref="Variates.NormalPair{T}"/>; <paramref name="first"/> may be the words.</summary>
    public static void NormalPairs<T>(double* words, int count, double* radius, double* first, double* second)
        where T : struct, ILanes<T>
    {
        MinusTwoLog.Tables(out double* factors, out double* twiceLogarithms);
        Radii<T>(words, count, radius, factors, twiceLogarithms);
        Rays<T>(words, count, radius, first, second);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Radii<T>(double* words, int count, double* radius, double* factors, double* twiceLogarithms)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < count; i += T.Count)
        {
            T.Store(T.Sqrt(MinusTwoLog.Of(Variates.RadialUniform(T.Load(words + i)), factors, twiceLogarithms)), radius + i);
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
