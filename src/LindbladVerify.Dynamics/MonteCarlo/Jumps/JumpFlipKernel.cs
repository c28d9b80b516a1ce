using System.Collections.Concurrent;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>Quantum jumps with finite Markov noises, or none, followed from flip to flip. Sample values are [time][observable].</summary>
internal sealed class JumpFlipKernel<T> : IEnsembleKernel
    where T : struct, ILanes<T>
{
    private readonly JumpSystem system;
    private readonly InitialMixture initial;
    private readonly double[] times;
    private readonly StopPlan stops;
    private readonly StreamKey key;
    private readonly NoiseStates states;
    private readonly Func<int, NoJumpPowers>? propagators;
    private readonly ConcurrentBag<Worker> idle = [];

    /// <param name="system">The model.</param>
    /// <param name="initial">Initial states.</param>
    /// <param name="stops">Output times and rotations.</param>
    /// <param name="key">Streams: noise k reads source k, the jumps the source after the last noise.</param>
    /// <param name="kernels">Dense kernels for propagators.</param>
    /// <param name="dense">Whether to keep dense propagators.</param>
    /// <param name="blockSize">Trajectories in a block, a multiple of eight.</param>
    public JumpFlipKernel(JumpSystem system, InitialMixture initial, StopPlan stops, StreamKey key, IDenseKernels kernels, bool dense, int blockSize)
    {
        this.system = system;
        this.initial = initial;
        this.stops = stops;
        times = stops.Times;
        this.key = key;
        BlockSize = blockSize;
        states = new NoiseStates(system.Model);
        if (dense)
        {
            double longest = LongestInterval(times);
            Lazy<NoJumpPowers>[] ladders = [.. Enumerable.Range(0, states.Number).Select(s => new Lazy<NoJumpPowers>(
                () => new NoJumpPowers(kernels, system.Dimension, system.DenseGenerator(Values(s)), longest)))];
            propagators = state => ladders[state].Value;
        }
    }

    public int Dimension => system.Observables.Length * stops.OutputCount;

    public int BlockSize { get; }

    /// <summary>What rounding does to times between stops, s.</summary>
    public static double Slack(double[] times) => 4e-16 * times[^1];

    /// <summary>The longest time between outputs, s.</summary>
    public static double LongestInterval(double[] times) => Enumerable.Range(0, times.Length).Max(k => times[k] - (k == 0 ? 0 : times[k - 1]));

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        Worker worker = idle.TryTake(out Worker? known) ? known : CreateWorker();
        MomentAccumulator moments = new(Dimension, 0);
        worker.Vectors.Begin(initial, first, count);
        Array.ForEach(worker.Walkers, w => w.Start(first, count));
        for (int k = 0; k < times.Length; k++)
        {
            if (!Advance(worker, count, times[k] - (k == 0 ? 0 : times[k - 1]), cancellation))
            {
                return null;
            }

            stops.At(k, worker.Vectors.Rotate, output => moments.Fill(output * system.Observables.Length, worker.Vectors.Measure(), BlockSize, count));
        }

        idle.Add(worker);
        return moments;
    }

    /// <summary>Lets time pass for every trajectory, all taking their next dwell together; false if cancelled.</summary>
    private bool Advance(Worker worker, int count, double interval, CancellationToken cancellation)
    {
        (double[] waits, ChainWalkers[] walkers) = (worker.Vectors.Times, worker.Walkers);
        Array.Fill(worker.Left, interval, 0, count);
        for (bool moving = interval > 0; moving;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                (worker.Next[i], waits[i]) = (-1, worker.Left[i]);
                for (int k = 0; k < walkers.Length && worker.Left[i] > 0; k++)
                {
                    worker.Vectors.Values[(k * BlockSize) + i] = walkers[k].Value(i);
                    if (walkers[k].Remaining(i) < waits[i])
                    {
                        (worker.Next[i], waits[i]) = (k, walkers[k].Remaining(i));
                    }
                }

                worker.Vectors.States[i] = states.Of(walkers, i);
                worker.Waits[i] = waits[i];
            }

            worker.Vectors.Advance(propagators);
            moving = false;
            for (int i = 0; i < count; i++)
            {
                if (worker.Left[i] <= 0)
                {
                    continue;
                }

                for (int k = 0; k < walkers.Length; k++)
                {
                    if (k == worker.Next[i])
                    {
                        walkers[k].Jump(i);
                    }
                    else
                    {
                        walkers[k].Wait(i, worker.Waits[i]);
                    }
                }

                worker.Left[i] = worker.Next[i] < 0 ? 0 : worker.Left[i] - worker.Waits[i];
                moving |= worker.Left[i] > 0;
            }
        }

        return true;
    }

    private double[] Values(int state) => [.. Enumerable.Range(0, states.Jumps.Length).Select(k => states.Value(state, k))];

    private Worker CreateWorker() => new(
        new JumpWorker<T>(system, key with { Source = states.Jumps.Length }, BlockSize, Slack(times)),
        [.. states.Jumps.Select((jumps, k) => new ChainWalkers(jumps, key with { Source = k }, BlockSize))],
        BlockSize);

    /// <summary>The vectors of a block, where its noises stand, and how each trajectory spends its next dwell.</summary>
    private sealed class Worker(JumpWorker<T> vectors, ChainWalkers[] walkers, int capacity)
    {
        public JumpWorker<T> Vectors => vectors;

        public ChainWalkers[] Walkers => walkers;

        public double[] Left { get; } = new double[capacity];

        public double[] Waits { get; } = new double[capacity];

        public int[] Next { get; } = new int[capacity];
    }
}
