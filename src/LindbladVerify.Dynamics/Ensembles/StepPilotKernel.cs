using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// Every path followed twice: with the steps of a grid and with steps of twice their length whose integrals are the sums of two.
/// Sample values are [time][fine of every observable, then coarse minus fine of every observable].
/// </summary>
internal sealed unsafe class StepPilotKernel<T>(
    SplittingMotion<T> fine, SplittingMotion<T> coarse, NoiseIntegrals<T> noise, StepGrid grid, StopPlan stops, int observables, int blockSize) : IEnsembleKernel
    where T : struct, ILanes<T>
{
    public int Dimension => 2 * observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        SplittingState fineState = fine.NewState(blockSize), coarseState = coarse.NewState(blockSize);
        INoiseIntegral[] noises = noise.Create(blockSize);
        double[] integrals = GC.AllocateUninitializedArray<double>(Math.Max(1, noises.Length) * blockSize, pinned: true);
        double[] sums = GC.AllocateUninitializedArray<double>(integrals.Length, pinned: true);
        double* one = (double*)Unsafe.AsPointer(ref integrals[0]), both = (double*)Unsafe.AsPointer(ref sums[0]);
        int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
        fine.Begin(fineState, lanes);
        coarse.Begin(coarseState, lanes);
        Array.ForEach(noises, source => source.Start(first, lanes));
        MomentAccumulator moments = new(Dimension, 0);
        double[] fineValues = new double[Math.Max(1, observables) * blockSize], coarseValues = new double[fineValues.Length];
        long step = 0;
        for (int interval = 0; interval < grid.Counts.Length; interval++)
        {
            long steps = grid.Counts[interval];
            if (steps > 0)
            {
                fine.Open(fineState, interval);
                coarse.Open(coarseState, interval);
            }

            for (long i = 1; i <= steps; i++, step++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return null;
                }

                Draw(noises, step, grid.Steps[interval], lanes, integrals, sums, add: i % 2 == 0);
                fine.Step(fineState, interval, one, last: i == steps);
                if (i % 2 == 0)
                {
                    coarse.Step(coarseState, interval, both, last: i == steps);
                }
            }

            if (stops.Outputs[interval] is not (>= 0 and int output))
            {
                continue;
            }

            fine.Measure(fineState, fineValues);
            coarse.Measure(coarseState, coarseValues);
            for (int i = 0; i < coarseValues.Length; i++)
            {
                coarseValues[i] -= fineValues[i];
            }

            moments.Fill(2 * output * observables, fineValues, blockSize, count);
            moments.Fill(((2 * output) + 1) * observables, coarseValues, blockSize, count);
        }

        return moments;
    }

    private void Draw(INoiseIntegral[] noises, long step, double length, int lanes, double[] integrals, double[] sums, bool add)
    {
        for (int k = 0; k < noises.Length; k++)
        {
            Span<double> next = integrals.AsSpan(k * blockSize, lanes), sum = sums.AsSpan(k * blockSize, lanes);
            noises[k].Next(step, length, next);
            for (int i = 0; i < lanes; i++)
            {
                sum[i] = add ? sum[i] + next[i] : next[i];
            }
        }
    }
}
