using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

/// <summary>
/// The random numbers of one trajectory, drawn one after another: the scalar view of the streams that the vector kernels
/// read. Two streams with the same key and trajectory give the same numbers for ever.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct RandomStream
{
    private readonly StreamKey key;
    private readonly ulong trajectory;
    private ulong draw;
    private ulong spareWord;
    private double spareNormal;
    private bool hasSpareWord;
    private bool hasSpareNormal;

    /// <summary>Opens the stream of a trajectory at its first draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trajectory"/> is negative or not below 2^48.</exception>
    public RandomStream(StreamKey key, long trajectory)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trajectory);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trajectory, StreamKey.MaximumTrajectories);
        this.key = key;
        this.trajectory = (ulong)trajectory;
    }

    /// <summary>The next 64 random bits.</summary>
    /// <exception cref="InvalidOperationException">All 2^33 words of the stream are used up.</exception>
    public ulong NextWord()
    {
        if (hasSpareWord)
        {
            hasSpareWord = false;
            return spareWord;
        }

        if (draw > uint.MaxValue)
        {
            throw new InvalidOperationException("The random stream of this trajectory is used up after 2^33 words.");
        }

        (uint a, uint b, uint c, uint d) = Philox4x32.Block(
            (uint)draw++, key.StudyPoint, (uint)trajectory, key.PurposeWord | (uint)(trajectory >> 32), key.KeyLow, key.KeyHigh);
        spareWord = ((ulong)d << 32) | c;
        hasSpareWord = true;
        return ((ulong)b << 32) | a;
    }

    /// <summary>Uniform on (0, 1], a multiple of 2^-52.</summary>
    public double NextUniform() => Variates.Uniform(ScalarLane.BroadcastBits(NextWord())).ToDouble();

    /// <summary>Exponential with mean 1, at most 52 ln 2.</summary>
    public double NextExponential() => Variates.Exponential(ScalarLane.BroadcastBits(NextWord())).ToDouble();
}

/// <summary>
/// What a random stream belongs to. Together with a trajectory number and a draw number it addresses every random bit of
/// a run: Philox key = the 64-bit seed, counter words = (draw, study point, trajectory mod 2^32, source·2^20 + purpose·2^16 + trajectory / 2^32).
/// Streams with different keys or trajectories never overlap, and no draw depends on threads, batches or vector width.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="StudyPoint">Number of the parameter point within a study; 0 for a single point.</param>
/// <param name="Purpose">What the numbers are for, so that a pilot shares nothing with the run that it sizes.</param>
/// <param name="Source">Number of the process within a trajectory, below 4096: independent noises of one model read different streams.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StreamKey(ulong Seed, uint StudyPoint = 0, StreamPurpose Purpose = StreamPurpose.Production, int Source = 0)
{
    /// <summary>Largest trajectory number plus one: 2^48.</summary>
    public const long MaximumTrajectories = 1L << 48;

    /// <summary>Largest <see cref="Source"/> plus one.</summary>
    public const int MaximumSources = 1 << 12;

    /// <summary>Low Philox key word.</summary>
    internal uint KeyLow => (uint)Seed;

    /// <summary>High Philox key word.</summary>
    internal uint KeyHigh => (uint)(Seed >> 32);

    /// <summary>The last counter word (source and purpose) without the trajectory's high bits.</summary>
    internal uint PurposeWord => ((uint)Source << 20) | ((uint)Purpose << 16);
}

/// <summary>Domain separation of random streams.</summary>
internal enum StreamPurpose : ushort
{
    /// <summary>The trajectories that the result is made of.</summary>
    Production = 0,

    /// <summary>Trajectories that only choose the horizon, the time step and the number of trajectories.</summary>
    Pilot = 1,
}

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC'11, doi:10.1145/2063384.2063405: a keyed bijection of 128-bit counters that passes BigCrush.
/// </summary>
internal static class Philox4x32
{
    internal const ulong Multiplier0 = 0xD2511F53;
    internal const ulong Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The four output words of one counter under one key.</summary>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(
        uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = Multiplier0 * counter0;
            ulong product1 = Multiplier1 * counter2;
            (counter0, counter1, counter2, counter3) =
                ((uint)(product1 >> 32) ^ counter1 ^ key0, (uint)product1,
                 (uint)(product0 >> 32) ^ counter3 ^ key1, (uint)product0);
            unchecked
            {
                key0 += Weyl0;
                key1 += Weyl1;
            }
        }

        return (counter0, counter1, counter2, counter3);
    }

    /// <summary>The same for every lane at once; words as <see cref="PhiloxLanes{T}.Words"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Block<T>(T counter0, T counter1, T counter2, T counter3, LaneKey<T> key, out T first, out T second)
        where T : struct, ILanes<T>
    {
        PhiloxLanes<T> lanes = new(counter0, counter1, counter2, counter3);
        double* keys = key.RoundKeys;
        for (int round = 0; round < Rounds; round += 2)
        {
            lanes.TwoRounds(keys);
            keys += 4 * LaneConstants<T>.Stride;
        }

        GC.KeepAlive(key);
        lanes.Words(out first, out second);
    }
}
