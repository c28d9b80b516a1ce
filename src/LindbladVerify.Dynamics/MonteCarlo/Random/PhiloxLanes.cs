using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.MonteCarlo.Random;

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

    /// <summary>Counters of a draw of trajectories.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes<T> Start(T draw, T studyPoint, T purpose, T trajectory) =>
        new(draw, studyPoint, trajectory, T.ShiftRight(trajectory, 32) | purpose);

    /// <summary>One round with the two keys at <paramref name="keys"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Round(double* keys)
    {
        T product0 = T.MultiplyLow32(T.BroadcastBits(Philox4x32.Multiplier0), counter0);
        T product1 = T.MultiplyLow32(T.BroadcastBits(Philox4x32.Multiplier1), counter2);
        counter0 = T.Xor(counter1, LaneConstants<T>.Get(keys, 0), T.ShiftRight(product1, 32));
        counter1 = product1;
        counter2 = T.Xor(counter3, LaneConstants<T>.Get(keys, 1), T.ShiftRight(product0, 32));
        counter3 = product0;
    }

    /// <summary>Two rounds with the four keys at <paramref name="keys"/>: written together, no word changes its register between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TwoRounds(double* keys)
    {
        T multiplier0 = T.BroadcastBits(Philox4x32.Multiplier0), multiplier1 = T.BroadcastBits(Philox4x32.Multiplier1);
        T product0 = T.MultiplyLow32(multiplier0, counter0);
        T product1 = T.MultiplyLow32(multiplier1, counter2);

        // The keys first, as the products come last, and each from memory into its sum.
        T between0 = (counter1 ^ LaneConstants<T>.Get(keys, 0)) ^ T.ShiftRight(product1, 32);
        T between2 = (counter3 ^ LaneConstants<T>.Get(keys, 1)) ^ T.ShiftRight(product0, 32);
        T next0 = T.MultiplyLow32(multiplier0, between0);
        T next1 = T.MultiplyLow32(multiplier1, between2);
        counter0 = (product1 ^ LaneConstants<T>.Get(keys, 2)) ^ T.ShiftRight(next1, 32);
        counter1 = next1;
        counter2 = (product0 ^ LaneConstants<T>.Get(keys, 3)) ^ T.ShiftRight(next0, 32);
        counter3 = next0;
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

/// <summary>
/// A <see cref="StreamKey"/> in the form that lanes read. The round keys of Philox lie in memory, each repeated over the
/// lanes: built in a loop they would all have to pass from integer registers to vector ones, which takes longer than the rounds.
/// </summary>
internal sealed unsafe class LaneKey<T>
    where T : struct, ILanes<T>
{
    private readonly LaneConstants<T> roundKeys;

    public LaneKey(StreamKey key)
        : this(key.KeyLow, key.KeyHigh)
    {
        StudyPoint = T.BroadcastBits(key.StudyPoint);
        PurposeWord = T.BroadcastBits(key.PurposeWord);
    }

    /// <summary>The Philox key alone, for stream (0, 0).</summary>
    public LaneKey(uint key0, uint key1)
    {
        double[] keys = new double[2 * Philox4x32.Rounds];
        for (uint round = 0; round < Philox4x32.Rounds; round++)
        {
            keys[2 * round] = BitConverter.UInt64BitsToDouble(unchecked(key0 + (round * Philox4x32.Weyl0)));
            keys[(2 * round) + 1] = BitConverter.UInt64BitsToDouble(unchecked(key1 + (round * Philox4x32.Weyl1)));
        }

        roundKeys = new LaneConstants<T>([.. keys, .. keys]);
    }

    /// <summary>Second counter word of every draw.</summary>
    public T StudyPoint { get; }

    /// <summary>Fourth counter word of every draw, without the trajectory's high bits.</summary>
    public T PurposeWord { get; }

    /// <summary>The keys of round r are constants 2r and 2r + 1.</summary>
    public double* RoundKeys => roundKeys.Origin;

    /// <summary>Where the same keys lie once more, from any of the first on: a second vector that reads its own has no need of copies in registers.</summary>
    public const int OfSecond = 2 * Philox4x32.Rounds * LaneConstants<T>.Stride;
}

/// <summary>One Philox stream per lane, each with its own draw counter.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct LaneStream<T>
    where T : struct, ILanes<T>
{
    private readonly LaneKey<T> key;
    private readonly T trajectoryLow, purposeAndTrajectoryHigh;
    private T draw;

    /// <param name="key">The run's key.</param>
    /// <param name="trajectory">Trajectory number of every lane, an integer below 2^48.</param>
    public LaneStream(LaneKey<T> key, T trajectory)
    {
        this.key = key;
        trajectoryLow = trajectory & T.BroadcastBits(0xFFFFFFFF);
        purposeAndTrajectoryHigh = T.ShiftRight(trajectory, 32) | key.PurposeWord;
        draw = T.BroadcastBits(0);
    }

    /// <summary>The next two words of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(out T first, out T second) => Next(T.BroadcastBits(ulong.MaxValue), out first, out second);

    /// <summary>The next two words of every lane; only lanes in <paramref name="active"/> move on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Next(T active, out T first, out T second)
    {
        Philox4x32.Block(draw, key.StudyPoint, trajectoryLow, purposeAndTrajectoryHigh, key, out first, out second);
        draw = T.AddBits(draw, active & T.BroadcastBits(1));
    }
}
