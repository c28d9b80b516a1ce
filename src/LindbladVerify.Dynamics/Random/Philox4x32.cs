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

    /// <summary>
    /// The same for every lane at once, the four 32-bit words of a lane joined into two 64-bit words:
    /// first = word1·2^32 + word0, second = word3·2^32 + word2. Counters sit in the low halves of their lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Block<T>(T counter0, T counter1, T counter2, T counter3, uint key0, uint key1, out T first, out T second)
        where T : struct, ILanes<T>
    {
        T multiplier0 = T.BroadcastBits(Multiplier0);
        T multiplier1 = T.BroadcastBits(Multiplier1);
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0, key1);
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + Weyl0, key1 + Weyl1);
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(2 * Weyl0), key1 + unchecked(2 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(3 * Weyl0), key1 + unchecked(3 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(4 * Weyl0), key1 + unchecked(4 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(5 * Weyl0), key1 + unchecked(5 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(6 * Weyl0), key1 + unchecked(6 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(7 * Weyl0), key1 + unchecked(7 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(8 * Weyl0), key1 + unchecked(8 * Weyl1));
        Round(ref counter0, ref counter1, ref counter2, ref counter3, multiplier0, multiplier1, key0 + unchecked(9 * Weyl0), key1 + unchecked(9 * Weyl1));
        T low = T.BroadcastBits(0xFFFFFFFF);
        first = (counter0 & low) | T.ShiftLeft(counter1, 32);
        second = (counter2 & low) | T.ShiftLeft(counter3, 32);
    }

    /// <summary>One round; the high halves of the lanes hold rubbish that no later step reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<T>(
        ref T counter0, ref T counter1, ref T counter2, ref T counter3, T multiplier0, T multiplier1, uint key0, uint key1)
        where T : struct, ILanes<T>
    {
        T product0 = T.MultiplyLow32(multiplier0, counter0);
        T product1 = T.MultiplyLow32(multiplier1, counter2);
        counter0 = T.Xor(T.ShiftRight(product1, 32), counter1, T.BroadcastBits(key0));
        counter1 = product1;
        counter2 = T.Xor(T.ShiftRight(product0, 32), counter3, T.BroadcastBits(key1));
        counter3 = product0;
    }
}
