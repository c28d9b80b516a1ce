using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Two-valued noise, exactly from flip to flip: exponential dwell times, closed-form propagation and closed-form ∫z dt
/// during each dwell. There is no time step and no grid. The even events of a trajectory happen in value 0, the odd
/// ones in value 1, so each is compiled for its own constants; a lane in the other value waits one event.
/// </summary>
internal sealed class TelegraphFlipKernel<T, TPair0, TPair1> : ITrajectoryKernel
    where T : struct, ILanes<T>
    where TPair0 : struct, IPairMode
    where TPair1 : struct, IPairMode
{
    private readonly LaneModes<T, TPair0> lane0;
    private readonly LaneModes<T, TPair1> lane1;
    private readonly double[] start0, start1;
    private readonly double probability1, value0, value1;
    private readonly double[] outputTimes;
    private readonly LaneKey<T> key;

    public TelegraphFlipKernel(
        MarkovChainNoise law, BlochModes modes0, BlochModes modes1, double[] outputTimes, StreamKey key)
    {
        lane0 = new(modes0, modes1, law.ExitRate(0));
        lane1 = new(modes1, modes0, law.ExitRate(1));
        start0 = [modes0.Inverse[0, 2], modes0.Inverse[1, 2], modes0.Inverse[2, 2]];
        start1 = [modes1.Inverse[0, 2], modes1.Inverse[1, 2], modes1.Inverse[2, 2]];
        probability1 = law.Populations[1];
        (value0, value1) = (law.Values[0], law.Values[1]);
        this.outputTimes = outputTimes;
        this.key = new LaneKey<T>(key);
    }

    public int OutputCount => outputTimes.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        for (int offset = 0; offset < count; offset += T.Count)
        {
            RunLanes(first + offset, samples[offset..], cancellation);
        }
    }

    private void RunLanes(long first, Span<double> samples, CancellationToken cancellation)
    {
        LaneStream<T> stream = new(key, T.Sequence((ulong)first));
        stream.Next(out T initial, out _);
        T inOne = T.LessThan(Variates.Uniform(initial), T.Broadcast(probability1 + Variates.UniformResolution));
        T w0 = T.Select(inOne, T.Broadcast(start1[0]), T.Broadcast(start0[0]));
        T w1 = T.Select(inOne, T.Broadcast(start1[1]), T.Broadcast(start0[1]));
        T w2 = T.Select(inOne, T.Broadcast(start1[2]), T.Broadcast(start0[2]));
        T integral = T.Broadcast(0.0);
        double previous = 0;
        for (int k = 0; k < outputTimes.Length; k++)
        {
            T remaining = T.Broadcast(outputTimes[k] - previous);
            previous = outputTimes[k];
            Advance(ref stream, remaining, ref inOne, ref w0, ref w1, ref w2, ref integral, cancellation);
            Store(k, samples, inOne, w0, w1, w2, integral);
        }
    }

    private void Advance(
        ref LaneStream<T> stream, T remaining, ref T inOne, ref T w0, ref T w1, ref T w2, ref T integral, CancellationToken cancellation)
    {
        T zero = T.Broadcast(0.0), all = T.BroadcastBits(ulong.MaxValue);
        T active = T.LessThan(zero, remaining);
        for (int events = 1; T.Any(active); events++)
        {
            if (events % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
            {
                return;
            }

            stream.Next(active, out T first, out T second);
            inOne ^= lane0.Dwell(first, inOne, ref remaining, ref w0, ref w1, ref w2, ref integral);
            inOne ^= lane1.Dwell(second, inOne ^ all, ref remaining, ref w0, ref w1, ref w2, ref integral);
            active = T.LessThan(zero, remaining);
        }
    }

    private void Store(int output, Span<double> samples, T inOne, T w0, T w1, T w2, T integral)
    {
        lane0.Bloch(w0, w1, w2, out T x0, out T y0, out T z0);
        lane1.Bloch(w0, w1, w2, out T x1, out T y1, out T z1);
        Span<double> target = samples[(output * TrajectoryBlock.Components * TrajectoryBlock.Size)..];
        T.Store(T.Select(inOne, x1, x0), target);
        T.Store(T.Select(inOne, y1, y0), target[TrajectoryBlock.Size..]);
        T.Store(T.Select(inOne, z1, z0), target[(2 * TrajectoryBlock.Size)..]);
        T.Store(integral, target[(3 * TrajectoryBlock.Size)..]);
        T.Store(T.Select(inOne, T.Broadcast(value1), T.Broadcast(value0)), target[(TrajectoryBlock.Noise * TrajectoryBlock.Size)..]);
    }
}
