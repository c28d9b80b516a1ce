using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.Reduction;

/// <summary>A sequence of pulses acting on Bloch equations: motion under a generator, and rotations of v. Noise modes are not touched by rotations.</summary>
/// <param name="Steps">The steps of one cycle.</param>
/// <param name="Repeat">Number of cycles.</param>
/// <param name="Pulses">What each different pulse adds to the generator, [n, n], 1/s.</param>
/// <param name="Rotations">v → R v of each different ideal rotation, [n, n].</param>
internal sealed record BlochSequence(IReadOnlyList<BlochStep> Steps, long Repeat, IReadOnlyList<SparseMatrix<double>> Pulses, IReadOnlyList<SparseMatrix<double>> Rotations)
{
    /// <summary>How long one cycle takes, s.</summary>
    public double CycleDuration { get; } = BlochStep.Total(Steps);

    /// <summary>How long all cycles take, s.</summary>
    public double Duration => Repeat * CycleDuration;

    /// <summary>The sequence of a model in a block.</summary>
    /// <param name="sequence">The model's.</param>
    /// <param name="pulses">Generators of <see cref="PulseSequence.Pulses"/>.</param>
    /// <param name="rotations">Matrices of <see cref="PulseSequence.Rotations"/>.</param>
    public static BlochSequence Of(PulseSequence sequence, IReadOnlyList<SparseMatrix<double>> pulses, IReadOnlyList<SparseMatrix<double>> rotations)
    {
        BlochStep Step(SequenceStep s) => s switch
        {
            FinitePulse p => new BlochStep(p.Time, Index(sequence.Pulses, p.Hamiltonian), -1, 1, []),
            IdealRotation r => new BlochStep(0, -1, Index(sequence.Rotations, r), 1, []),
            RepeatedSteps r => new BlochStep(0, -1, -1, r.Count, [.. r.Steps.Select(Step)]),
            _ => new BlochStep(s.Duration, -1, -1, 1, []),
        };
        return new BlochSequence([.. sequence.Steps.Select(Step)], sequence.Repeat, pulses, rotations);
    }

    private static int Index<T>(IReadOnlyList<T> list, T item)
        where T : class
    {
        int index = 0;
        while (!ReferenceEquals(list[index], item))
        {
            index++;
        }

        return index;
    }
}

/// <summary>One step: motion for a time, with a pulse or without, or a rotation, or steps that are gone through again and again.</summary>
/// <param name="Time">s.</param>
/// <param name="Pulse">Index of the pulse; -1 for none.</param>
/// <param name="Rotation">Index of the rotation; -1 for none.</param>
/// <param name="Count">How often the inner steps are gone through.</param>
/// <param name="Inner">The inner steps; none for a step that is none of many.</param>
internal sealed record BlochStep(double Time, int Pulse, int Rotation, long Count, IReadOnlyList<BlochStep> Inner)
{
    /// <summary>How long it takes, s.</summary>
    public double Duration { get; } = Time + (Count * Total(Inner));

    /// <summary>How long steps take, s.</summary>
    public static double Total(IReadOnlyList<BlochStep> steps) => steps.Sum(s => s.Duration);
}
