using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// The counters of one Philox block per lane between its rounds. The words sit in the low halves of the 64-bit lanes; the
/// high halves hold rubbish that no round reads.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct PhiloxLanes<T>
    where T : struct, ILanes<T>
{
    private T counter0, counter1, counter2, counter3;

    public PhiloxLanes(T counter0, T counter1, T counter2, T counter3) =>
        (this.counter0, this.counter1, this.counter2, this.counter3) = (counter0, counter1, counter2, counter3);

    /// <summary>Counters of a draw of consecutive trajectories.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes<T> Start(T draw, T studyPoint, T purpose, long trajectory)
    {
        T number = T.Sequence((ulong)trajectory);
        return new PhiloxLanes<T>(draw, studyPoint, number, T.ShiftRight(number, 32) | purpose);
    }

    /// <summary>One round with the two keys at <paramref name="keys"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Round(double* keys)
    {
        T product0 = T.MultiplyLow32(T.BroadcastBits(Philox4x32.Multiplier0), counter0);
        T product1 = T.MultiplyLow32(T.BroadcastBits(Philox4x32.Multiplier1), counter2);
        counter0 = T.Xor(T.ShiftRight(product1, 32), counter1, LaneConstants<T>.Get(keys, 0));
        counter1 = product1;
        counter2 = T.Xor(T.ShiftRight(product0, 32), counter3, LaneConstants<T>.Get(keys, 1));
        counter3 = product0;
    }

    /// <summary>The four words of a lane joined into two of 64 bits: word1·2^32 + word0 and word3·2^32 + word2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Words(out T first, out T second)
    {
        T low = T.BroadcastBits(0xFFFFFFFF);
        first = T.Select(low, counter0, T.ShiftLeft(counter1, 32));
        second = T.Select(low, counter2, T.ShiftLeft(counter3, 32));
    }

    /// <summary>Writes <see cref="Words"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Save(double* first, double* second)
    {
        Words(out T low, out T high);
        T.Store(low, first);
        T.Store(high, second);
    }
}
