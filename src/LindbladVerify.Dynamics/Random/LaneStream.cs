using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.Random;

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
