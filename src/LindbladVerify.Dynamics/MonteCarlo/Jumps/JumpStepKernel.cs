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
        (INoiseIntegral[] noises, JumpWorker<T> fine, JumpWorker<T> coarse) = (worker.Noises, worker.Fine, worker.Coarse ?? worker.Fine);
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

                if (!Advance(fine, integrals, h, count, cancellation) || (pilot && second && !Advance(coarse, sums, 2 * h, count, cancellation)))
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

    private Worker CreateWorker() => new(noise.Create(blockSize), Follower(), pilot ? Follower() : null);

    private void Record(MomentAccumulator moments, JumpWorker<T> fine, JumpWorker<T> coarse, int output, int count)
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

    private JumpWorker<T> Follower() => new(system, key with { Source = system.Model.Noise.Count }, blockSize, 0);

    /// <summary>A step of every trajectory; false if cancelled.</summary>
    private bool Advance(JumpWorker<T> follower, double[] integrals, double length, int count, CancellationToken cancellation)
    {
        Array.Fill(follower.Times, length, 0, count);
        for (int k = 0; k < follower.Values.Length; k++)
        {
            follower.Values[k] = integrals[k] / length;
        }

        follower.Advance(null);
        return !cancellation.IsCancellationRequested;
    }

    private sealed record Worker(INoiseIntegral[] Noises, JumpWorker<T> Fine, JumpWorker<T>? Coarse);
}
