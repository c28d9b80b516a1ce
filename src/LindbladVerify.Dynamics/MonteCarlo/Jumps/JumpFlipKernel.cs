using System.Collections.Concurrent;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>Quantum jumps with finite Markov noises, or none, followed from flip to flip. Sample values are [time][observable].</summary>
internal sealed class JumpFlipKernel : IEnsembleKernel
{
    private readonly JumpSystem system;
    private readonly InitialMixture initial;
    private readonly double[] times;
    private readonly StopPlan stops;
    private readonly StreamKey key;
    private readonly IDenseKernels kernels;
    private readonly NoiseStates states;
    private readonly Lazy<NoJumpPowers>[]? ladders;
    private readonly ConcurrentBag<Worker> idle = [];

    /// <param name="system">The model.</param>
    /// <param name="initial">Initial states.</param>
    /// <param name="stops">Output times and rotations.</param>
    /// <param name="key">Streams: noise k reads source k, the jumps the source after the last noise.</param>
    /// <param name="kernels">Dense kernels for propagators.</param>
    /// <param name="dense">Whether to keep dense propagators.</param>
    /// <param name="blockSize">Trajectories in a block.</param>
    public JumpFlipKernel(JumpSystem system, InitialMixture initial, StopPlan stops, StreamKey key, IDenseKernels kernels, bool dense, int blockSize)
    {
        this.system = system;
        this.initial = initial;
        this.stops = stops;
        times = stops.Times;
        this.key = key;
        this.kernels = kernels;
        BlockSize = blockSize;
        states = new NoiseStates(system.Model);
        if (dense)
        {
            double longest = LongestInterval(times);
            ladders = [.. Enumerable.Range(0, states.Number).Select(s => new Lazy<NoJumpPowers>(
                () => new NoJumpPowers(kernels, system.Dimension, system.DenseGenerator(Values(s)), longest)))];
        }
    }

    public int Dimension => system.Observables.Length * stops.OutputCount;

    public int BlockSize { get; }

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
            double interval = times[k] - (k == 0 ? 0 : times[k - 1]);
            for (int i = 0; i < count; i++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return null;
                }

                Advance(worker, i, interval);
            }

            stops.At(k, r => worker.Vectors.Rotate(r, count), output => moments.Fill(output * system.Observables.Length, worker.Vectors.Measure(count), BlockSize, count));
        }

        idle.Add(worker);
        return moments;
    }

    private void Advance(Worker worker, int i, double left)
    {
        while (left > 0)
        {
            int noise = -1;
            double wait = left;
            for (int k = 0; k < worker.Walkers.Length; k++)
            {
                if (worker.Walkers[k].Remaining(i) < wait)
                {
                    (noise, wait) = (k, worker.Walkers[k].Remaining(i));
                }
            }

            worker.Vectors.Advance(i, worker.Motion(states.Of(worker.Walkers, i)), worker.Values(i), wait);
            left -= wait;
            for (int k = 0; k < worker.Walkers.Length; k++)
            {
                if (k == noise)
                {
                    worker.Walkers[k].Jump(i);
                }
                else
                {
                    worker.Walkers[k].Wait(i, wait);
                }
            }

            if (noise < 0)
            {
                return;
            }
        }
    }

    private double[] Values(int state) => [.. Enumerable.Range(0, states.Jumps.Length).Select(k => states.Value(state, k))];

    private Worker CreateWorker()
    {
        TaylorMotion taylor = new(system);
        INoJumpMotion?[] motions = new INoJumpMotion?[states.Number];
        return new Worker(
            new JumpWorker(system, key with { Source = states.Jumps.Length }, BlockSize),
            [.. states.Jumps.Select((jumps, k) => new ChainWalkers(jumps, key with { Source = k }, BlockSize))],
            state => ladders is null ? taylor : motions[state] ??= new DenseMotion(ladders[state].Value, kernels, taylor, system.Dimension));
    }

    private sealed class Worker(JumpWorker vectors, ChainWalkers[] walkers, Func<int, INoJumpMotion> motion)
    {
        private readonly double[] values = new double[walkers.Length];

        public JumpWorker Vectors => vectors;

        public ChainWalkers[] Walkers => walkers;

        public INoJumpMotion Motion(int state) => motion(state);

        public double[] Values(int trajectory)
        {
            for (int k = 0; k < walkers.Length; k++)
            {
                values[k] = walkers[k].Value(trajectory);
            }

            return values;
        }
    }
}
