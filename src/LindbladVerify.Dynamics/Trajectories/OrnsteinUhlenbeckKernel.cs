using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Gaussian noise by Strang splitting: half a free step, rotation by the exactly drawn phase, half a free step. The noise
/// law has no step error; the splitting's mean error is of order h² (even powers only). Neighbouring half steps are
/// merged, so an inner step costs one free propagation and one rotation.
/// </summary>
internal sealed class OrnsteinUhlenbeckKernel<T> : ITrajectoryKernel
    where T : struct, ILanes<T>
{
    private readonly StepGrid grid;
    private readonly Interval[] intervals;
    private readonly StreamKey key;

    public OrnsteinUhlenbeckKernel(
        OrnsteinUhlenbeckLaw law, double hyperfine, double dipolar, double broadening, StepGrid grid, StreamKey key)
    {
        this.grid = grid;
        this.key = key;
        intervals = Array.ConvertAll(grid.Steps, h => new Interval(
            new(law, hyperfine, h), new(dipolar, broadening, h), new(dipolar, broadening, h / 2)));
    }

    public int OutputCount => intervals.Length;

    public void Run(long first, int count, Span<double> samples)
    {
        for (int offset = 0; offset < count; offset += T.Count)
        {
            LaneStream<T> stream = new(key, T.Sequence((ulong)(first + offset)));
            stream.Next(out T word, out _);
            T u = OrnsteinUhlenbeckPhases<T>.Start(word);
            BlochLanes<T> v = BlochLanes<T>.Up();
            for (int k = 0; k < intervals.Length; k++)
            {
                Advance(intervals[k], grid.Counts[k], ref stream, ref u, ref v);
                v.Store(k, samples[offset..]);
            }
        }
    }

    private static void Advance(Interval interval, long count, ref LaneStream<T> stream, ref T u, ref BlochLanes<T> v)
    {
        if (count == 0)
        {
            return;
        }

        interval.HalfStep.Apply(ref v);
        for (long step = count; step > 1; step -= 2)
        {
            stream.Next(out T first, out T second);
            Step(interval, first, ref u, ref v);
            if (step > 2)
            {
                Step(interval, second, ref u, ref v);
            }
            else
            {
                LastStep(interval, second, ref u, ref v);
            }
        }

        if (count % 2 == 1)
        {
            stream.Next(out T last, out _);
            LastStep(interval, last, ref u, ref v);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Step(Interval interval, T word, ref T u, ref BlochLanes<T> v)
    {
        v.Rotate(interval.Phases.Next(word, ref u));
        interval.FullStep.Apply(ref v);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LastStep(Interval interval, T word, ref T u, ref BlochLanes<T> v)
    {
        v.Rotate(interval.Phases.Next(word, ref u));
        interval.HalfStep.Apply(ref v);
    }

    private sealed record Interval(OrnsteinUhlenbeckPhases<T> Phases, FreePropagator<T> FullStep, FreePropagator<T> HalfStep);
}
