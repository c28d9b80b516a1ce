using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Flip probabilities over a time as 64-bit thresholds. A step compares 16 random bits with the leading 16 of the
/// threshold; only when they are equal (once in 65536) does it draw the other 48. The law is thus exact to 2^-64 at the
/// price of 16 bits.
/// </summary>
internal sealed unsafe class FlipThresholds<T>
    where T : struct, ILanes<T>
{
    private readonly T trailing01, trailing10;

    public FlipThresholds(MarkovChainNoise law, double time)
    {
        double loss = -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * time);
        (Leading01, trailing01) = Split(law.Populations[1] * loss);
        (Leading10, trailing10) = Split(law.Populations[0] * loss);
        Minus01 = T.AddBits(Leading01 ^ T.BroadcastBits(ulong.MaxValue), T.BroadcastBits(1));
        Minus10 = T.AddBits(Leading10 ^ T.BroadcastBits(ulong.MaxValue), T.BroadcastBits(1));
    }

    /// <summary>Leading 16 bits of the probability of 0 → 1.</summary>
    public T Leading01 { get; }

    /// <summary>Leading 16 bits of the probability of 1 → 0.</summary>
    public T Leading10 { get; }

    /// <summary>−<see cref="Leading01"/> as a 64-bit integer.</summary>
    public T Minus01 { get; }

    /// <summary>−<see cref="Leading10"/> as a 64-bit integer.</summary>
    public T Minus10 { get; }

    /// <summary>Decides by 48 further bits; meaningful in lanes whose leading bits are equal to the threshold's.</summary>
    public T Refine(StreamKey key, long trajectory, long step, T inOne)
    {
        double* words = stackalloc double[2 * TrajectoryBlock.Size];
        BatchDraws.Words<T>(key with { Purpose = StreamPurpose.Refinement }, trajectory, (uint)step, T.Count, words, words + TrajectoryBlock.Size);
        return T.LessThanBits(T.ShiftRight(T.Load(words), 16), T.Select(inOne, trailing10, trailing01));
    }

    private static (T Leading, T Trailing) Split(double probability)
    {
        double leading = Math.Floor(probability * 65536.0);
        double trailing = Math.Floor(((probability * 65536.0) - leading) * 281474976710656.0);
        return (T.BroadcastBits((ulong)leading), T.BroadcastBits((ulong)trailing));
    }
}
