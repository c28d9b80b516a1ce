using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Gaussian noise by Strang splitting: half a free step, rotation by the exactly drawn phase, half a free step. The noise
/// law has no step error; the splitting's mean error is of order h² (even powers only). Neighbouring half steps are
/// merged, so an inner step costs one free propagation and one rotation.
/// </summary>
internal sealed unsafe class OrnsteinUhlenbeckKernel<T> : ITrajectoryKernel
    where T : struct, ILanes<T>
{
    private const int Rows = 10;
    private readonly StepGrid grid;
    private readonly Interval[] intervals;
    private readonly LaneKey<T> key;
    private readonly double mean, deviation;

    public OrnsteinUhlenbeckKernel(
        OrnsteinUhlenbeckNoise law, double hyperfine, double dipolar, double broadening, StepGrid grid, StreamKey key, bool mirrored = false)
    {
        this.grid = grid;
        this.key = new LaneKey<T>(key);
        (mean, deviation) = (law.Mean, mirrored ? -law.StandardDeviation : law.StandardDeviation);
        intervals = Array.ConvertAll(grid.Steps, h => new Interval(
            new(law, hyperfine, h, mirrored), new(dipolar, broadening, h), new(dipolar, broadening, h / 2)));
    }

    public int OutputCount => intervals.Length;

    public void Run(long first, int count, Span<double> samples, CancellationToken cancellation)
    {
        double* memory = stackalloc double[(Rows * TrajectoryBlock.Size) + 8];
        Workspace work = new(LaneConstants<T>.Align(memory), count);
        uint draw = 0;
        BatchDraws.Words<T>(key, first, draw++, count, work.Word1, work.Word2);
        BatchDraws.NormalPairs<T>(work.Word1, count, work.Radius, work.U, work.Word1);
        work.Reset();
        for (int k = 0; k < intervals.Length; k++)
        {
            Advance(intervals[k], grid.Counts[k], first, ref draw, work, cancellation);
            work.Store(k, mean, deviation, samples);
        }
    }

    /// <summary>Half a free step, then rotations with full free steps between them, then half a free step.</summary>
    private void Advance(Interval interval, long steps, long first, ref uint draw, Workspace work, CancellationToken cancellation)
    {
        if (steps == 0)
        {
            return;
        }

        Free(interval.HalfStep, work);
        for (long step = 0; step < steps; step++)
        {
            if (step % TrajectoryBlock.StepsBetweenLooks == 0 && cancellation.IsCancellationRequested)
            {
                return;
            }

            if (step % 2 == 0)
            {
                BatchDraws.Words<T>(key, first, draw++, work.Count, work.Word1, work.Word2);
            }

            double* words = step % 2 == 0 ? work.Word1 : work.Word2;
            BatchDraws.NormalPairs<T>(words, work.Count, work.Radius, work.Normal1, work.Normal2);
            Step(in interval.Phases, in step == steps - 1 ? ref interval.HalfStep : ref interval.FullStep, in work);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Step(in OrnsteinUhlenbeckPhases<T> phases, in FreePropagator<T> free, in Workspace work)
    {
        // Copies that no store can change, so that the constants stay in registers.
        OrnsteinUhlenbeckPhases<T> law = phases;
        FreePropagator<T> motion = free;
        double* noise = work.U, vectors = work.Vector, normals1 = work.Normal1, normals2 = work.Normal2;
        int count = work.Count;
        for (int i = 0; i < count; i += T.Count)
        {
            T u = T.Load(noise + i);
            T phase = law.Next(T.Load(normals1 + i), T.Load(normals2 + i), ref u);
            T.Store(u, noise + i);
            BlochLanes<T> v = BlochLanes<T>.Load(vectors + i);
            v.Rotate(phase);
            motion.Apply(ref v);
            v.Save(vectors + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Free(in FreePropagator<T> free, Workspace work)
    {
        for (int i = 0; i < work.Count; i += T.Count)
        {
            BlochLanes<T> v = BlochLanes<T>.Load(work.Vector + i);
            free.Apply(ref v);
            v.Save(work.Vector + i);
        }
    }

    /// <summary>Rows of a block on the stack: noise, Bloch vector, ∫z, and the draws of the current step.</summary>
    private readonly struct Workspace(double* memory, int count)
    {
        public readonly int Count = count;
        public readonly double* U = memory;
        public readonly double* Vector = memory + TrajectoryBlock.Size;
        public readonly double* Word1 = memory + (5 * TrajectoryBlock.Size);
        public readonly double* Word2 = memory + (6 * TrajectoryBlock.Size);
        public readonly double* Radius = memory + (7 * TrajectoryBlock.Size);
        public readonly double* Normal1 = memory + (8 * TrajectoryBlock.Size);
        public readonly double* Normal2 = memory + (9 * TrajectoryBlock.Size);

        public void Reset()
        {
            for (int i = 0; i < Count; i += T.Count)
            {
                BlochLanes<T>.Up().Save(Vector + i);
            }
        }

        public void Store(int output, double mean, double deviation, Span<double> samples)
        {
            for (int i = 0; i < Count; i += T.Count)
            {
                T noise = T.Fma(T.Broadcast(deviation), T.Load(U + i), T.Broadcast(mean));
                BlochLanes<T>.Load(Vector + i).Store(output, noise, samples[i..]);
            }
        }
    }

    private sealed class Interval(OrnsteinUhlenbeckPhases<T> phases, FreePropagator<T> fullStep, FreePropagator<T> halfStep)
    {
        public readonly OrnsteinUhlenbeckPhases<T> Phases = phases;
        public readonly FreePropagator<T> FullStep = fullStep;
        public readonly FreePropagator<T> HalfStep = halfStep;
    }
}
