using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Flip probabilities over a time as 64-bit thresholds. A step compares 16 random bits with the leading 16 of the
/// threshold; only when they are equal (once in 65536) does it draw the other 48. The law is thus exact to 2^-64 at the
/// price of 16 bits.
/// </summary>
internal sealed class FlipThresholds<T>
    where T : struct, ILanes<T>
{
    private readonly T trailing01, trailing10, pieces01, pieces10;

    public FlipThresholds(MarkovChainNoise law, double time)
    {
        double loss = -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * time);
        (Leading01, trailing01, pieces01) = Split(law.Populations[1] * loss);
        (Leading10, trailing10, pieces10) = Split(law.Populations[0] * loss);
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

    /// <summary>The leading bits (at most 65535) for lanes at their value, in each 16-bit piece: a piece above them does not flip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pieces(T inOne) => T.Select(inOne, pieces10, pieces01);

    /// <summary>Whether a 16-bit piece equals the leading bits of either probability.</summary>
    public bool AnyUndecided(T pieces)
    {
        T zero = T.BroadcastBits(0);
        return T.AnyPieceAtMost(pieces ^ pieces01, zero) || T.AnyPieceAtMost(pieces ^ pieces10, zero);
    }

    /// <summary>The flips of a step, by 48 further bits where the leading ones are equal to the threshold's.</summary>
    /// <param name="bits">16 bits in each lane.</param>
    /// <param name="key">A key with <see cref="StreamPurpose.Refinement"/>.</param>
    /// <param name="trajectory">Trajectory number of every lane, an integer below 2^48.</param>
    /// <param name="step">Number of the step since time 0.</param>
    /// <param name="inOne">Lanes whose noise has value 1.</param>
    public T Decide(T bits, LaneKey<T> key, T trajectory, long step, T inOne)
    {
        Philox4x32.Block(
            T.BroadcastBits((uint)step), key.StudyPoint, trajectory, T.ShiftRight(trajectory, 32) | key.PurposeWord,
            key, out T word, out _);
        T threshold = T.Select(inOne, Leading10, Leading01), trailing = T.Select(inOne, trailing10, trailing01);
        T below = T.LessThanBits(T.ShiftRight(word, 16), trailing);
        return T.LessThanBits(bits, threshold) | (T.EqualBits(bits, threshold) & below);
    }

    private static (T Leading, T Trailing, T Pieces) Split(double probability)
    {
        double leading = Math.Floor(probability * 65536.0);
        double trailing = Math.Floor(((probability * 65536.0) - leading) * 281474976710656.0);
        ulong piece = Math.Min((ulong)leading, ushort.MaxValue);
        return (T.BroadcastBits((ulong)leading), T.BroadcastBits((ulong)trailing), T.BroadcastBits(piece * 0x0001000100010001));
    }
}
