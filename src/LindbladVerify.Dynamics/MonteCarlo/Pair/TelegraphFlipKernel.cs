using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Two-valued noise, exactly from flip to flip: exponential dwell times, closed-form propagation and closed-form ∫z dt
/// during each dwell. There is no time step and no grid. The even events of a trajectory happen in value 0, the odd
/// ones in value 1, so each is compiled for its own constants; a lane in the other value waits one event. All trajectories
/// of a block take their next two dwells together, and those that have reached the output time step back behind the others.
/// </summary>
internal sealed unsafe class TelegraphFlipKernel<T, TPair0, TPair1> : ITrajectoryKernel
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
        double* memory = stackalloc double[(Walk.Rows * TrajectoryBlock.Size) + 8];
        Walk walk = new(LaneConstants<T>.Align(memory));
        BatchDraws.Words<T>(key, first, 0, count, walk.Word1, walk.Word2);
        for (int i = 0; i < count; i += T.Count)
        {
            T inOne = T.LessThan(Variates.Uniform(T.Load(walk.Word1 + i)), T.Broadcast(probability1 + Variates.UniformResolution));
            T.Store(inOne, walk.InOne + i);
            T.Store(T.Select(inOne, T.Broadcast(start1[0]), T.Broadcast(start0[0])), walk.W0 + i);
            T.Store(T.Select(inOne, T.Broadcast(start1[1]), T.Broadcast(start0[1])), walk.W1 + i);
            T.Store(T.Select(inOne, T.Broadcast(start1[2]), T.Broadcast(start0[2])), walk.W2 + i);
            T.Store(T.Broadcast(0.0), walk.Integral + i);
            T.Store(T.Sequence((ulong)(first + i)), walk.Number + i);
            T.Store(T.BroadcastBits(1), walk.Draw + i);
        }

        double previous = 0;
        for (int k = 0; k < outputTimes.Length; k++)
        {
            new Span<double>(walk.Remaining, count).Fill(outputTimes[k] - previous);
            previous = outputTimes[k];
            Advance(walk, count, cancellation);
            Store(k, first, count, samples, walk);
        }
    }

    /// <summary>Two dwells of all that have time left, one in each value, until none has.</summary>
    private void Advance(Walk walk, int count, CancellationToken cancellation)
    {
        int active = StepBack(walk, count);
        while (active > 0 && !cancellation.IsCancellationRequested)
        {
            int lanes = (active + T.Count - 1) / T.Count * T.Count;
            BatchDraws.Words<T>(key, walk.Number, walk.Draw, lanes, walk.Word1, walk.Word2);
            BatchDraws.Exponentials<T>(walk.Word1, lanes);
            BatchDraws.Exponentials<T>(walk.Word2, lanes);
            Dwell(in lane0, walk, walk.Word1, lanes, T.BroadcastBits(0));
            Dwell(in lane1, walk, walk.Word2, lanes, T.BroadcastBits(ulong.MaxValue));
            for (int i = 0; i < active; i++)
            {
                ((ulong*)walk.Draw)[i]++;
            }

            active = StepBack(walk, active);
        }
    }

    /// <summary>A dwell of every trajectory at one value; the others wait.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Dwell<TPair>(in LaneModes<T, TPair> modes, Walk walk, double* exponentials, int lanes, T absent)
        where TPair : struct, IPairMode
    {
        for (int i = 0; i < lanes; i += T.Count)
        {
            T inOne = T.Load(walk.InOne + i), remaining = T.Load(walk.Remaining + i), integral = T.Load(walk.Integral + i);
            T w0 = T.Load(walk.W0 + i), w1 = T.Load(walk.W1 + i), w2 = T.Load(walk.W2 + i);
            T flips = modes.Dwell(T.Load(exponentials + i), inOne ^ absent, ref remaining, ref w0, ref w1, ref w2, ref integral);
            T.Store(inOne ^ flips, walk.InOne + i);
            T.Store(remaining, walk.Remaining + i);
            T.Store(integral, walk.Integral + i);
            T.Store(w0, walk.W0 + i);
            T.Store(w1, walk.W1 + i);
            T.Store(w2, walk.W2 + i);
        }
    }

    /// <summary>Trajectories without time left change places with the last that have some; returns how many these are.</summary>
    private static int StepBack(Walk walk, int active)
    {
        for (int i = active - 1; i >= 0; i--)
        {
            if (walk.Remaining[i] > 0)
            {
                continue;
            }

            active--;
            for (int row = 0; row < Walk.OwnRows && i < active; row++)
            {
                double* at = walk.W0 + (row * TrajectoryBlock.Size);
                (at[i], at[active]) = (at[active], at[i]);
            }
        }

        return active;
    }

    private void Store(int output, long first, int count, Span<double> samples, Walk walk)
    {
        const int size = TrajectoryBlock.Size;
        double* x = walk.Word1, y = walk.Word2, z = walk.Extra;
        for (int i = 0; i < count; i += T.Count)
        {
            T inOne = T.Load(walk.InOne + i), w0 = T.Load(walk.W0 + i), w1 = T.Load(walk.W1 + i), w2 = T.Load(walk.W2 + i);
            lane0.Bloch(w0, w1, w2, out T x0, out T y0, out T z0);
            lane1.Bloch(w0, w1, w2, out T x1, out T y1, out T z1);
            T.Store(T.Select(inOne, x1, x0), x + i);
            T.Store(T.Select(inOne, y1, y0), y + i);
            T.Store(T.Select(inOne, z1, z0), z + i);
        }

        Span<double> target = samples[(output * TrajectoryBlock.Components * size)..];
        for (int i = 0; i < count; i++)
        {
            int home = (int)(BitConverter.DoubleToInt64Bits(walk.Number[i]) - first);
            (target[home], target[size + home], target[(2 * size) + home]) = (x[i], y[i], z[i]);
            target[(TrajectoryBlock.Integral * size) + home] = walk.Integral[i];
            target[(TrajectoryBlock.Noise * size) + home] = BitConverter.DoubleToInt64Bits(walk.InOne[i]) != 0 ? value1 : value0;
        }
    }

    /// <summary>A block of trajectories in any order, those with time left first; then words.</summary>
    private readonly struct Walk(double* memory)
    {
        /// <summary>Rows that belong to trajectories.</summary>
        public const int OwnRows = 8;

        public const int Rows = OwnRows + 3;

        public readonly double* W0 = memory;
        public readonly double* W1 = memory + TrajectoryBlock.Size;
        public readonly double* W2 = memory + (2 * TrajectoryBlock.Size);
        public readonly double* Integral = memory + (3 * TrajectoryBlock.Size);
        public readonly double* Remaining = memory + (4 * TrajectoryBlock.Size);
        public readonly double* InOne = memory + (5 * TrajectoryBlock.Size);
        public readonly double* Number = memory + (6 * TrajectoryBlock.Size);
        public readonly double* Draw = memory + (7 * TrajectoryBlock.Size);
        public readonly double* Word1 = memory + (8 * TrajectoryBlock.Size);
        public readonly double* Word2 = memory + (9 * TrajectoryBlock.Size);
        public readonly double* Extra = memory + (10 * TrajectoryBlock.Size);
    }
}
