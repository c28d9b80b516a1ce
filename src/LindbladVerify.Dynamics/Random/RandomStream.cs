using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Random;

/// <summary>
/// The random numbers of one trajectory, drawn one after another: the scalar view of the streams that the vector kernels
/// read. Two streams with the same key and trajectory give the same numbers for ever.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct RandomStream
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

    /// <summary>Standard normal, at most 7.54 in magnitude; two come from each word.</summary>
    public double NextNormal()
    {
        if (hasSpareNormal)
        {
            hasSpareNormal = false;
            return spareNormal;
        }

        Variates.NormalPair(ScalarLane.BroadcastBits(NextWord()), out ScalarLane first, out ScalarLane second);
        spareNormal = second.ToDouble();
        hasSpareNormal = true;
        return first.ToDouble();
    }
}
