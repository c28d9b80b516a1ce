using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Trajectories by splitting, all noises drawn exactly; sample values are [time][observable].</summary>
internal sealed unsafe class SplittingKernel<T>(SplittingMotion<T> motion, NoiseIntegrals<T> noise, StepGrid grid, StopPlan stops, int observables, int blockSize) : IEnsembleKernel
    where T : struct, ILanes<T>
{
    private readonly ConcurrentBag<Worker> idle = [];

    public int Dimension => observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        Worker worker = idle.TryTake(out Worker? known) ? known : new Worker(motion.NewState(blockSize), noise.Create(blockSize), observables);
        MomentAccumulator moments = new(Dimension, 0);
        worker.Begin(motion, first, count);
        for (int interval = 0; interval < grid.Counts.Length; interval++)
        {
            if (!worker.Advance(motion, grid, interval, cancellation))
            {
                return null;
            }

            if (stops.Outputs[interval] is >= 0 and int output)
            {
                motion.Measure(worker.State, worker.Samples);
                moments.Fill(output * observables, worker.Samples, blockSize, count);
            }
        }

        idle.Add(worker);
        return moments;
    }

    private sealed class Worker(SplittingState state, INoiseIntegral[] noises, int observables)
    {
        private readonly double[] integrals = GC.AllocateUninitializedArray<double>(Math.Max(1, noises.Length) * state.Capacity, pinned: true);
        private long step;

        public SplittingState State => state;

        public double[] Samples { get; } = new double[Math.Max(1, observables) * state.Capacity];

        public void Begin(SplittingMotion<T> motion, long first, int count)
        {
            int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
            motion.Begin(state, lanes);
            step = 0;
            foreach (INoiseIntegral source in noises)
            {
                source.Start(first, lanes);
            }
        }

        public bool Advance(SplittingMotion<T> motion, StepGrid grid, int interval, CancellationToken cancellation)
        {
            long steps = grid.Counts[interval];
            if (steps > 0)
            {
                motion.Open(state, interval);
            }

            for (long i = 1; i <= steps; i++, step++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return false;
                }

                for (int k = 0; k < noises.Length; k++)
                {
                    noises[k].Next(step, grid.Steps[interval], integrals.AsSpan(k * state.Capacity, state.Count));
                }

                motion.Step(state, interval, (double*)Unsafe.AsPointer(ref integrals[0]), last: i == steps);
            }

            return true;
        }
    }
}
