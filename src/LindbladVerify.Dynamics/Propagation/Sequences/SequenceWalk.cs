using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>Goes through a sequence of pulses step by step and stops at output times.</summary>
/// <remarks>
/// At a time at which rotations happen the output is that after them, but before those that open a round: at the end of a cycle it is that
/// after the cycle, and at 0 the initial state. At the end of the sequence it is that after its last step.
/// </remarks>
/// <typeparam name="T">A state.</typeparam>
/// <param name="system">The equations with their sequence.</param>
/// <param name="cancellation">Checked between steps.</param>
internal abstract class SequenceWalk<T>(BlochSystem system, CancellationToken cancellation)
{
    /// <summary>Times that differ by no more than this share of the whole are the same.</summary>
    private const double TimeRounding = 1e-12;

    private readonly Dictionary<int, SparseMatrix<double>> generators = [];
    private double[] times = [];
    private T state = default!;
    private double clock;
    private double tolerance;
    private int at;

    /// <summary>All rounds as one step.</summary>
    protected BlochStep Whole { get; } = new(0, -1, -1, system.Sequence!.Repeat, system.Sequence!.Steps);

    protected BlochSystem System => system;

    protected BlochSequence Sequence { get; } = system.Sequence!;

    protected CancellationToken Cancellation => cancellation;

    private double Next => at < times.Length ? times[at] : double.PositiveInfinity;

    /// <summary>Goes through the sequence.</summary>
    /// <param name="initial">The state before the first step.</param>
    /// <param name="outputs">Ascending times within the sequence, s.</param>
    /// <returns>The state after the last step.</returns>
    public T Run(T initial, ReadOnlySpan<double> outputs)
    {
        times = outputs.ToArray();
        tolerance = TimeRounding * Sequence.Duration;
        (state, clock, at) = (initial, 0, 0);
        Go(Whole);
        Flush(double.PositiveInfinity);
        return state;
    }

    /// <summary>Keeps the output of a time.</summary>
    protected abstract void Record(int output, T state);

    /// <summary>An ideal rotation.</summary>
    protected abstract T Rotate(int rotation, T state);

    /// <summary>Motion for the time of a step, with outputs on the way.</summary>
    /// <param name="step">The step.</param>
    /// <param name="from">When it begins, s.</param>
    /// <param name="state">Where it begins.</param>
    /// <param name="offsets">Times of outputs after the beginning, s; none of them 0.</param>
    /// <param name="first">Number of the first of these outputs.</param>
    protected abstract T Move(BlochStep step, double from, T state, ReadOnlySpan<double> offsets, int first);

    /// <summary>Many rounds at once.</summary>
    /// <returns>False where they must be gone through one by one.</returns>
    protected virtual bool TryRounds(BlochStep step, long count, T state, out T moved)
    {
        moved = state;
        return false;
    }

    /// <summary>The generator with a pulse, 1/s.</summary>
    protected SparseMatrix<double> Generator(int pulse)
    {
        if (pulse < 0)
        {
            return system.Generator;
        }

        return generators.TryGetValue(pulse, out SparseMatrix<double>? known) ? known : generators[pulse] = system.Generator + Sequence.Pulses[pulse];
    }

    private void Go(BlochStep step)
    {
        cancellation.ThrowIfCancellationRequested();
        if (step.Rotation >= 0)
        {
            state = Rotate(step.Rotation, state);
            return;
        }

        if (step.Inner.Count > 0)
        {
            Rounds(step);
            return;
        }

        if (step.Time > 0)
        {
            Flush(clock);
            double end = clock + step.Time;
            int first = at;
            while (Next < end - tolerance)
            {
                at++;
            }

            double from = clock;
            state = Move(step, from, state, Array.ConvertAll(times[first..at], t => t - from), first);
            clock = end;
        }
    }

    /// <summary>Rounds without an output within them are taken together where that is possible.</summary>
    private void Rounds(BlochStep step)
    {
        double duration = BlochStep.Total(step.Inner);
        double start = clock;
        for (long done = 0; done < step.Count;)
        {
            Flush(clock);
            double free = duration == 0 || double.IsPositiveInfinity(Next) ? step.Count - done : Math.Floor(((Next - clock) / duration) + TimeRounding);
            long together = (long)Math.Clamp(free, 0, step.Count - done);
            if (together > 1 && TryRounds(step, together, state, out T moved))
            {
                state = moved;
            }
            else
            {
                together = 1;
                foreach (BlochStep inner in step.Inner)
                {
                    Go(inner);
                }
            }

            done += together;
            clock = start + (done * duration);
        }
    }

    private void Flush(double time)
    {
        double last = double.IsPositiveInfinity(time) ? double.PositiveInfinity : Sequence.Duration - tolerance;
        while (at < times.Length && times[at] <= time + tolerance && times[at] < last)
        {
            Record(at++, state);
        }
    }
}
