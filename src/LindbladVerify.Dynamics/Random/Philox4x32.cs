using System.Runtime.CompilerServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC'11, doi:10.1145/2063384.2063405: a keyed bijection of 128-bit counters that passes BigCrush.
/// </summary>
public static class Philox4x32
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
        for (int round = 0; round < Rounds; round++)
        {
            lanes.Round(keys);
            keys += 2 * LaneConstants<T>.Stride;
        }

        GC.KeepAlive(key);
        lanes.Words(out first, out second);
    }
}
