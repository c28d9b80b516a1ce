using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Noise with any finite number of values, exactly from jump to jump: exponential dwell times, successors drawn from the
/// jump chain, closed-form propagation and ∫z dt in between. Lanes sit in different states, so constants are gathered.
/// </summary>
internal sealed unsafe class MarkovChainFlipKernel<T, TPair>(MarkovChainTable table, double[] outputTimes, StreamKey key)
    : ITrajectoryKernel
    where T : struct, ILanes<T>
    where TPair : struct, IPairMode
{
    private readonly LaneKey<T> key = new(key);

    public int OutputCount => outputTimes.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        for (int offset = 0; offset < count; offset += T.Count)
        {
            LaneStream<T> stream = new(key, T.Sequence((ulong)(first + offset)));
            T state = Start(ref stream);
            BlochLanes<T> v = BlochLanes<T>.Up();
            double previous = 0;
            for (int k = 0; k < outputTimes.Length; k++)
            {
                T remaining = T.Broadcast(outputTimes[k] - previous);
                previous = outputTimes[k];
                Advance(ref stream, remaining, ref state, ref v, cancellation);
                v.Store(k, T.Gather(table.Origin + MarkovChainTable.Value, state), samples[offset..]);
            }
        }
    }

    /// <summary>Row offset of a state drawn from the stationary law.</summary>
    private T Start(ref LaneStream<T> stream)
    {
        stream.Next(out T word, out _);
        T uniform = Variates.Uniform(word);
        T state = T.BroadcastBits(0);
        T stride = T.BroadcastBits((ulong)table.Stride);
        for (int k = 0; k < table.Cumulative.Length - 1; k++)
        {
            state = T.AddBits(state, T.LessThan(T.Broadcast(table.Cumulative[k]), uniform) & stride);
        }

        return state;
    }

    private void Advance(ref LaneStream<T> stream, T remaining, ref T state, ref BlochLanes<T> v, CancellationToken cancellation)
    {
        T zero = T.Broadcast(0.0);
        T active = T.LessThan(zero, remaining);
        for (int events = 1; T.Any(active); events++)
        {
            if (events % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
            {
                return;
            }

            stream.Next(active, out T wait, out T choice);
            T jumps = Dwell(table.Origin, state, active, wait, ref remaining, ref v);
            state = T.Blend(jumps, Successor(table.Origin, state, choice), state);
            active = T.LessThan(zero, remaining);
        }
    }

    /// <summary>One dwell. Idle lanes keep their vector to the bit: a passage through the modes would round it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Dwell(double* origin, T state, T active, T word, ref T remaining, ref BlochLanes<T> v)
    {
        T wait = Variates.Exponential(word) * T.Gather(origin + MarkovChainTable.MeanDwell, state);
        T jumps = T.LessThan(wait, remaining);
        T time = T.Blend(jumps, wait, remaining);
        remaining -= time;

        Multiply(origin + MarkovChainTable.Inverse, state, v.X, v.Y, v.Z, out T w0, out T w1, out T w2);
        LaneMath.Exp(T.Gather(origin + MarkovChainTable.RealRate, state) * time, out T realDecay, out T realLoss);
        TPair.Decay(
            T.Gather(origin + MarkovChainTable.PairRate, state), T.Gather(origin + MarkovChainTable.PairFrequency, state), time,
            out T cos, out T sin, out T upper);
        T u1 = T.Fma(cos, w1, upper * w2);
        T u2 = T.Fma(sin, w1, cos * w2);
        T real = T.Gather(origin + MarkovChainTable.Weights, state) * w0;
        T first = T.Gather(origin + MarkovChainTable.Weights + 1, state) * (u1 - w1);
        T second = T.Gather(origin + MarkovChainTable.Weights + 2, state) * (u2 - w2);
        v.Integral += T.Fma(real, realLoss, first + second);
        Multiply(origin + MarkovChainTable.Basis, state, realDecay * w0, u1, u2, out T x, out T y, out T z);
        (v.X, v.Y, v.Z) = (T.Blend(active, x, v.X), T.Blend(active, y, v.Y), T.Blend(active, z, v.Z));
        return jumps;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Multiply(double* matrix, T state, T a, T b, T c, out T x, out T y, out T z)
    {
        x = T.Fma(T.Gather(matrix, state), a, T.Fma(T.Gather(matrix + 1, state), b, T.Gather(matrix + 2, state) * c));
        y = T.Fma(T.Gather(matrix + 3, state), a, T.Fma(T.Gather(matrix + 4, state), b, T.Gather(matrix + 5, state) * c));
        z = T.Fma(T.Gather(matrix + 6, state), a, T.Fma(T.Gather(matrix + 7, state), b, T.Gather(matrix + 8, state) * c));
    }

    private T Successor(double* origin, T state, T word)
    {
        double* row = origin + MarkovChainTable.Successors;
        T uniform = Variates.Uniform(word);
        T target = T.Gather(row + 1, state);
        for (int k = 1; k < table.MaximumSuccessors; k++)
        {
            T beyond = T.LessThan(T.Gather(row + (2 * k) - 2, state), uniform);
            target = T.Blend(beyond, T.Gather(row + (2 * k) + 1, state), target);
        }

        return target;
    }
}
