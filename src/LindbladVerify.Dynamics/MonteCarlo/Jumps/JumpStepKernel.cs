using System.Collections.Concurrent;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>
/// Quantum jumps with noises and drives that vary continuously: over each step a noise holds the mean of its exactly drawn
/// integral, which leaves a bias of order h². As a pilot, every path is followed with the steps and, with the same random numbers,
/// with steps of twice the length; sample values are then [time][fine of every observable, then coarse minus fine].
/// </summary>
internal sealed class JumpStepKernel<T>(
    JumpSystem system, InitialMixture initial, NoiseIntegrals<T> noise, StepGrid grid, StopPlan stops, StreamKey key, int blockSize, bool pilot) : IEnsembleKernel
    where T : struct, ILanes<T>
{
    private readonly int observables = system.Observables.Length;
    private readonly ConcurrentBag<Worker> idle = [];

    public int Dimension => (pilot ? 2 : 1) * observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
        Worker worker = idle.TryTake(out Worker? known) ? known : CreateWorker();
        (INoiseIntegral[] noises, Follower fine, Follower coarse) = (worker.Noises, worker.Fine, worker.Coarse ?? worker.Fine);
        Array.ForEach(noises, source => source.Start(first, lanes));
        fine.Begin(initial, first, count);
        worker.Coarse?.Begin(initial, first, count);
        double[] sums = new double[Math.Max(1, noises.Length) * blockSize], integrals = new double[sums.Length];
        MomentAccumulator moments = new(Dimension, 0);
        long step = 0;
        for (int interval = 0; interval < grid.Counts.Length; interval++)
        {
            double h = grid.Steps[interval];
            for (long i = 1; i <= grid.Counts[interval]; i++, step++)
            {
                for (int k = 0; k < noises.Length; k++)
                {
                    noises[k].Next(step, h, integrals.AsSpan(k * blockSize, lanes));
                }

                bool second = i % 2 == 0;
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j] = second ? sums[j] + integrals[j] : integrals[j];
                }

                if (!fine.Advance(integrals, h, cancellation) || (pilot && second && !coarse.Advance(sums, 2 * h, cancellation)))
                {
                    return null;
                }
            }

            stops.At(
                interval,
                r =>
                {
                    fine.Rotate(r);
                    worker.Coarse?.Rotate(r);
                },
                output => Record(moments, fine, coarse, output, count));
        }

        idle.Add(worker);
        return moments;
    }

    private Worker CreateWorker()
    {
        INoiseIntegral[] noises = noise.Create(blockSize);
        return new Worker(noises, new Follower(system, key, noises.Length, blockSize), pilot ? new Follower(system, key, noises.Length, blockSize) : null);
    }

    private void Record(MomentAccumulator moments, Follower fine, Follower coarse, int output, int count)
    {
        double[] values = fine.Measure();
        if (!pilot)
        {
            moments.Fill(output * observables, values, blockSize, count);
            return;
        }

        double[] difference = [.. coarse.Measure().Zip(values, (c, f) => c - f)];
        moments.Fill(2 * output * observables, values, blockSize, count);
        moments.Fill(((2 * output) + 1) * observables, difference, blockSize, count);
    }

    private sealed record Worker(INoiseIntegral[] Noises, Follower Fine, Follower? Coarse);

    /// <summary>A block of trajectories that takes steps of one length.</summary>
    private sealed class Follower
    {
        private readonly JumpWorker worker;
        private readonly TaylorMotion motion;
        private readonly double[] values;
        private readonly int capacity;
        private int count;

        public Follower(JumpSystem system, StreamKey key, int noises, int capacity)
        {
            worker = new JumpWorker(system, key with { Source = system.Model.Noise.Count }, capacity);
            motion = new TaylorMotion(system);
            values = new double[noises];
            this.capacity = capacity;
        }

        public void Begin(InitialMixture initial, long first, int count)
        {
            this.count = count;
            worker.Begin(initial, first, count);
        }

        public double[] Measure() => worker.Measure(count);

        public void Rotate(int rotation) => worker.Rotate(rotation, count);

        public bool Advance(double[] integrals, double length, CancellationToken cancellation)
        {
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < values.Length; k++)
                {
                    values[k] = integrals[(k * capacity) + i] / length;
                }

                worker.Advance(i, motion, values, length);
            }

            return !cancellation.IsCancellationRequested;
        }
    }
}
