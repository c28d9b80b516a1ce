using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles.Jumps;

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

    public int Dimension => (pilot ? 2 : 1) * observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
        INoiseIntegral[] noises = noise.Create(blockSize);
        Array.ForEach(noises, source => source.Start(first, lanes));
        Follower fine = new(system, initial, key, noises.Length, blockSize, first, count), coarse = pilot ? new(system, initial, key, noises.Length, blockSize, first, count) : fine;
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

            if (stops.Outputs[interval] is >= 0 and int output)
            {
                Record(moments, fine, coarse, output, count);
            }
        }

        return moments;
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

    /// <summary>A block of trajectories that takes steps of one length.</summary>
    private sealed class Follower
    {
        private readonly JumpWorker worker;
        private readonly TaylorMotion motion;
        private readonly double[] values;
        private readonly int capacity;
        private readonly int count;

        public Follower(JumpSystem system, InitialMixture initial, StreamKey key, int noises, int capacity, long first, int count)
        {
            worker = new JumpWorker(system, key with { Source = system.Model.Noise.Count }, capacity);
            motion = new TaylorMotion(system);
            values = new double[noises];
            this.capacity = capacity;
            this.count = count;
            worker.Begin(initial, first, count);
        }

        public double[] Measure() => worker.Measure(count);

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
