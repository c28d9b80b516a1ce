using System.Runtime.InteropServices;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>A sequence of delays, ideal rotations and finite pulses that takes the place of free evolution. Each round of the whole is one cycle.</summary>
/// <remarks>The clock of drives is absolute and does not restart with a cycle. Noise, dissipation and drives go on through delays and finite pulses.</remarks>
public sealed class PulseSequence
{
    /// <summary>A sequence.</summary>
    /// <param name="steps">The steps of one cycle.</param>
    /// <param name="repeat">Number of cycles, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of cycles is negative.</exception>
    public PulseSequence(IReadOnlyList<SequenceStep> steps, long repeat = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeat);
        Steps = steps;
        Repeat = repeat;
        Pulses = [.. Flat(steps).OfType<FinitePulse>().Select(p => p.Hamiltonian).Distinct<Operator>(ReferenceEqualityComparer.Instance)];
        Rotations = [.. Flat(steps).OfType<IdealRotation>().Distinct<IdealRotation>(ReferenceEqualityComparer.Instance)];
        CycleDuration = steps.Sum(s => s.Duration);
    }

    /// <summary>The steps of one cycle.</summary>
    public IReadOnlyList<SequenceStep> Steps { get; }

    /// <summary>Number of cycles.</summary>
    public long Repeat { get; }

    /// <summary>How long one cycle takes, s.</summary>
    public double CycleDuration { get; }

    /// <summary>How long all cycles take, s.</summary>
    public double Duration => Repeat * CycleDuration;

    /// <summary>The different Hamiltonians of finite pulses, [d, d], rad/s.</summary>
    internal IReadOnlyList<Operator> Pulses { get; }

    /// <summary>The different ideal rotations.</summary>
    internal IReadOnlyList<IdealRotation> Rotations { get; }

    /// <summary>Delays, rotations and pulses of all cycles written out: 10⁴ cycles of four steps are 4·10⁴.</summary>
    internal double Length => Repeat * Count(Steps);

    /// <summary>All operators of the sequence.</summary>
    internal IEnumerable<Operator> Operators => Pulses.Concat(Rotations.Select(r => r.Operator));

    /// <summary>The sequence with other operators in the same places.</summary>
    internal PulseSequence Map(Func<Operator, Operator> map)
    {
        var known = new Dictionary<Operator, Operator>(ReferenceEqualityComparer.Instance);
        var rotations = new Dictionary<IdealRotation, IdealRotation>(ReferenceEqualityComparer.Instance);
        Operator Of(Operator a) => known.TryGetValue(a, out Operator? b) ? b : known[a] = map(a);
        SequenceStep Step(SequenceStep s) => s switch
        {
            IdealRotation r => rotations.TryGetValue(r, out IdealRotation? b) ? b : rotations[r] = r with { Operator = Of(r.Operator) },
            FinitePulse p => p with { Hamiltonian = Of(p.Hamiltonian) },
            RepeatedSteps r => r with { Steps = [.. r.Steps.Select(Step)] },
            _ => s,
        };
        return new PulseSequence([.. Steps.Select(Step)], Repeat);
    }

    private static double Count(IReadOnlyList<SequenceStep> steps) => steps.Sum(s => s is RepeatedSteps r ? r.Count * Count(r.Steps) : 1);

    private static IEnumerable<SequenceStep> Flat(IReadOnlyList<SequenceStep> steps) => steps.SelectMany(s => s is RepeatedSteps r ? Flat(r.Steps) : [s]);
}

/// <summary>A step of a sequence.</summary>
public abstract record SequenceStep
{
    /// <summary>How long it takes, s.</summary>
    public abstract double Duration { get; }
}

/// <summary>Free evolution.</summary>
/// <param name="Time">How long, s, not negative.</param>
public sealed record SequenceDelay(double Time) : SequenceStep
{
    /// <inheritdoc/>
    public override double Duration => Time;
}

/// <summary>An instantaneous rotation ρ → U ρ U†, U = exp(-i Angle Operator).</summary>
/// <param name="Operator">[d, d], Hermitian.</param>
/// <param name="Angle">rad, per unit of the operator: π and a spin component make an inversion.</param>
public sealed record IdealRotation(Operator Operator, double Angle) : SequenceStep
{
    /// <inheritdoc/>
    public override double Duration => 0;
}

/// <summary>A pulse of finite length: its Hamiltonian is added to H, and everything else goes on.</summary>
/// <param name="Time">How long, s, not negative.</param>
/// <param name="Hamiltonian">[d, d], Hermitian, rad/s.</param>
public sealed record FinitePulse(double Time, Operator Hamiltonian) : SequenceStep
{
    /// <inheritdoc/>
    public override double Duration => Time;
}

/// <summary>Steps that are gone through again and again.</summary>
/// <param name="Count">How often, from 0.</param>
/// <param name="Steps">The steps.</param>
public sealed record RepeatedSteps(long Count, IReadOnlyList<SequenceStep> Steps) : SequenceStep
{
    /// <inheritdoc/>
    public override double Duration => Count * Steps.Sum(s => s.Duration);
}

/// <summary>A sequence written out as drives that are switched on and off and rotations at given times: for whatever steps through time.</summary>
/// <param name="Model">The model with a drive for each different pulse; its sequence holds nothing but the different rotations, so that blocks close under them.</param>
/// <param name="Rotations">When which rotation of the model's sequence happens, ascending.</param>
internal sealed record UnrolledSequence(OpenSystemModel Model, IReadOnlyList<TimedRotation> Rotations)
{
    /// <summary>Most steps that are written out.</summary>
    public const int MostSteps = 1_000_000;

    /// <summary>Writes a sequence out; a model without one is what it is.</summary>
    /// <exception cref="ArgumentException">It has more than <see cref="MostSteps"/> steps.</exception>
    public static UnrolledSequence Of(OpenSystemModel model)
    {
        if (model.Sequence is not { } sequence)
        {
            return new UnrolledSequence(model, []);
        }

        if (sequence.Length > MostSteps)
        {
            throw new ArgumentException(FormattableString.Invariant($"The sequence has {sequence.Length:G6} steps once its repeats are written out; stepping through them one by one is limited to {MostSteps}. Without drives the method dense takes powers of the cycle instead."), nameof(model));
        }

        var writer = new Writer(sequence);
        writer.Rounds(sequence.Steps, sequence.Repeat);
        writer.Close();
        var plain = new OpenSystemModel(model.Hamiltonian, model.Dissipators, model.Noise, model.Space, [.. model.Drives, .. writer.Drives()])
        {
            Sequence = new PulseSequence([.. sequence.Rotations]),
        };
        return new UnrolledSequence(plain, writer.Rotations);
    }

    private sealed class Writer(PulseSequence sequence)
    {
        private readonly Dictionary<Operator, List<(double From, double To)>> switches = sequence.Pulses.ToDictionary(p => p, _ => new List<(double, double)>(), (IEqualityComparer<Operator>)ReferenceEqualityComparer.Instance);
        private double time;
        private bool isSeen;

        public List<TimedRotation> Rotations { get; } = [];

        public IEnumerable<Drive> Drives() => switches.Where(s => s.Value.Count > 0).Select(s => new Drive(s.Key, new SwitchedEnvelope(s.Value)));

        public void Rounds(IReadOnlyList<SequenceStep> steps, long count)
        {
            for (long k = 0; k < count; k++)
            {
                // What opens a round comes after an output at this time.
                isSeen = true;
                foreach (SequenceStep step in steps)
                {
                    One(step);
                }
            }
        }

        /// <summary>An output at the end comes after all that happens then.</summary>
        public void Close()
        {
            for (int k = Rotations.Count - 1; k >= 0 && Rotations[k].Time >= time * (1 - 1e-12); k--)
            {
                Rotations[k] = Rotations[k] with { IsOpening = false };
            }
        }

        private void One(SequenceStep step)
        {
            switch (step)
            {
                case RepeatedSteps inner:
                    Rounds(inner.Steps, inner.Count);
                    return;
                case IdealRotation rotation:
                    int index = 0;
                    while (!ReferenceEquals(sequence.Rotations[index], rotation))
                    {
                        index++;
                    }

                    Rotations.Add(new TimedRotation(time, index, isSeen));
                    return;
            }

            double next = time + step.Duration;
            if (next > time)
            {
                isSeen = false;
                if (step is FinitePulse pulse)
                {
                    switches[pulse.Hamiltonian].Add((time, next));
                }
            }

            time = next;
        }
    }
}

/// <summary>An ideal rotation of a sequence that was written out.</summary>
/// <param name="Time">When it happens, s.</param>
/// <param name="Rotation">Which one.</param>
/// <param name="IsOpening">Whether it opens a round: an output at its time comes before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimedRotation(double Time, int Rotation, bool IsOpening);

/// <summary>1 while a pulse is on, 0 else.</summary>
/// <param name="intervals">When it is on, s, ascending and apart.</param>
internal sealed class SwitchedEnvelope(IReadOnlyList<(double From, double To)> intervals) : Envelope
{
    private readonly double[] edges = [.. intervals.SelectMany(i => new[] { i.From, i.To }).Distinct()];
    private readonly double[] from = [.. intervals.Select(i => i.From)];

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => edges;

    /// <inheritdoc/>
    public override double At(double time)
    {
        int index = Array.BinarySearch(from, time);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && time < intervals[index].To ? 1 : 0;
    }

    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) => EnvelopeStructure.Between(edges, end, isConstant: true);
}
