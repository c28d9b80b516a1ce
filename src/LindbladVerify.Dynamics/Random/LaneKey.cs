namespace LindbladVerify.Dynamics.Random;

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

        roundKeys = new LaneConstants<T>(keys);
    }

    /// <summary>Second counter word of every draw.</summary>
    public T StudyPoint { get; }

    /// <summary>Fourth counter word of every draw, without the trajectory's high bits.</summary>
    public T PurposeWord { get; }

    /// <summary>The keys of round r are constants 2r and 2r + 1.</summary>
    public double* RoundKeys => roundKeys.Origin;
}
