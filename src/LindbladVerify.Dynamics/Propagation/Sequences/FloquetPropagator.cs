using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>The common period of cosine drives.</summary>
internal static class FloquetPeriod
{
    /// <summary>Largest whole numbers whose ratio two frequencies may have.</summary>
    private const int LargestRatio = 1000;

    private const double Rounding = 1e-11;

    /// <summary>The shortest time after which all drives repeat, s.</summary>
    /// <exception cref="ArgumentException">There is none: no drive, one that is no cosine, or frequencies without a common period.</exception>
    public static double Of(IReadOnlyList<Envelope> drives)
    {
        if (drives.Count == 0)
        {
            throw new ArgumentException("Without a sequence or a periodic drive there is no cycle.");
        }

        if (drives.FirstOrDefault(d => d is not CosineEnvelope) is not null)
        {
            throw new ArgumentException("A drive that is given as an envelope or a table has no known period: a cycle needs drives of the form 'cosine: { amplitude, frequency, phase }'.");
        }

        double[] frequencies = [.. drives.Select(d => Math.Abs(((CosineEnvelope)d).Frequency)).Where(w => w > 0).Distinct()];
        if (frequencies.Length == 0)
        {
            throw new ArgumentException("A drive of frequency 0 has no period.");
        }

        double lowest = frequencies.Min();
        for (int k = 1; k <= LargestRatio; k++)
        {
            double fundamental = lowest / k;
            if (Array.TrueForAll(frequencies, w => Math.Abs((w / fundamental) - Math.Round(w / fundamental)) <= Rounding * (w / fundamental)))
            {
                return 2 * Math.PI / fundamental;
            }
        }

        throw new ArgumentException(FormattableString.Invariant($"The drives have no common period: {string.Join(", ", frequencies.Select(w => FormattableString.Invariant($"{w:R}")))} rad/s are no whole multiples of one frequency (up to {LargestRatio} of it)."));
    }
}

/// <summary>The propagator over one period of cosine drives, or over one cycle of a sequence with such drives, by Taylor series in time.</summary>
/// <remarks>
/// V' = (A + Σ f_k(t) B_k) V with f_k = a cos(ωt + φ): its Taylor coefficients follow from those of the f_k by a convolution. Within a step of length h the
/// coefficients of |V| are at most those of the scalar y' = (‖A‖ + Σ |a|‖B_k‖ e^(ωh)) y, so what a series that is cut leaves out is bounded; steps are so short that
/// this stays below the rounding. Cost: some thirty products of matrices a step, about ‖A‖T + Σ|a|‖B‖T + ωT steps.
/// </remarks>
/// <typeparam name="T">A matrix.</typeparam>
internal sealed class FloquetPropagator<T>(BlochSystem system, IMatrixArithmetic<T> arithmetic, CancellationToken cancellation)
{
    private const int Terms = 40;

    /// <summary>Most steps over one stretch of time: seconds of work. A period in which the system turns more often has no answer here.</summary>
    private const double MostSteps = 20_000;
    private readonly int n = system.Dimension;
    private readonly T[] parts = [.. system.Drives.Select(d => arithmetic.Of(system.Dimension, system.Dimension, d.Generator.ToDense()))];
    private readonly double[] norms = [.. system.Drives.Select(d => d.Generator.NormOne() * Math.Abs(Cosine(d).Amplitude))];
    private double truncation;

    /// <summary>Steps in time.</summary>
    public int Steps { get; private set; }

    /// <summary>The bound of the error of all steps up to now, relative to the norm of what was moved.</summary>
    public double Error => truncation + (arithmetic.Unit * (30 + (4.0 * Steps * Terms)));

    /// <summary>The propagator of one period or cycle, and the bound of its error relative to its norm.</summary>
    public (T Matrix, double Error) Cycle()
    {
        double duration = CyclePropagators.Duration(system);
        T total = Identity();
        double time = 0;
        foreach (BlochStep step in Unrolled(system.Sequence, duration))
        {
            total = step.Rotation >= 0
                ? arithmetic.Multiply(arithmetic.Of(n, n, system.Sequence!.Rotations[step.Rotation].ToDense()), total)
                : Move(step.Pulse, time, time + step.Time, total);
            time += step.Time;
        }

        return (total, Error);
    }

    /// <summary>States of the period at evenly spaced times from 0 on, the last one left out, [n, 1] each, from a state at 0.</summary>
    public IEnumerable<T> Along(T state, int points)
    {
        double step = CyclePropagators.Duration(system) / points;
        for (int k = 0; k < points; k++)
        {
            yield return state;
            state = Move(-1, k * step, (k + 1) * step, state);
        }
    }

    /// <summary>Carries a state, or a matrix of states, from one time to another.</summary>
    /// <exception cref="ArgumentException">It takes too many steps.</exception>
    public T Move(int pulse, double from, double to, T state)
    {
        SparseMatrix<double> sparse = pulse < 0 ? system.Generator : system.Generator + system.Sequence!.Pulses[pulse];
        T generator = arithmetic.Of(n, n, sparse.ToDense());
        double norm = sparse.NormOne();
        double fastest = system.Drives.Select(d => Math.Abs(Cosine(d).Frequency)).DefaultIfEmpty(0).Max();
        double reach = (to - from) * Math.Max(norm + norms.Sum(), fastest);
        if (!(reach <= MostSteps))
        {
            throw new ArgumentException(FormattableString.Invariant($"From {from:G4} s to {to:G4} s the driven system turns through {reach:G3} rad; at most {MostSteps:G} are followed."));
        }

        int steps = Math.Max(1, (int)Math.Ceiling(reach));
        truncation += steps * Tail(norm, (to - from) / steps);
        double h = (to - from) / steps;
        for (int k = 0; k < steps; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            state = Step(generator, norm, from + (k * h), h, state);
        }

        return state;
    }

    private static CosineEnvelope Cosine(BlochDrive drive) => (CosineEnvelope)drive.Envelope;

    private static IEnumerable<BlochStep> Unrolled(BlochSequence? sequence, double duration) => sequence is null
        ? [new BlochStep(duration, -1, -1, 1, [])]
        : Unrolled(sequence.Steps);

    private static IEnumerable<BlochStep> Unrolled(IReadOnlyList<BlochStep> steps) =>
        steps.SelectMany(s => s.Inner.Count > 0 ? Enumerable.Range(0, checked((int)s.Count)).SelectMany(_ => Unrolled(s.Inner)) : s.Rotation >= 0 || s.Time > 0 ? [s] : []);

    private T Identity() => arithmetic.Of(n, n, SparseMatrix<double>.Identity(n).ToDense());

    /// <summary>One step: V_(j+1) = h/(j+1) (A V_j + Σ_k B_k Σ_i f_ki V_(j-i)), coefficients in units of the step.</summary>
    private T Step(T generator, double norm, double time, double h, T state)
    {
        Steps++;
        double[][] drives = [.. system.Drives.Select(d => Coefficients(Cosine(d), time, h))];
        var terms = new List<T>(Terms) { state };
        T sum = state;
        for (int j = 0; j + 1 < Terms; j++)
        {
            T next = arithmetic.Multiply(generator, terms[j]);
            for (int k = 0; k < parts.Length; k++)
            {
                next = arithmetic.Sum(next, arithmetic.Multiply(parts[k], arithmetic.Convolution(terms, drives[k])));
            }

            next = arithmetic.Scaled(next, h, j + 1);
            terms.Add(next);
            sum = arithmetic.Sum(sum, next);
        }

        return sum;
    }

    /// <summary>Taylor coefficients of a cos(ω(t + h x) + φ) in x.</summary>
    private static double[] Coefficients(CosineEnvelope drive, double time, double h)
    {
        (double sin, double cos) = Math.SinCos(Math.IEEERemainder((drive.Frequency * time) + drive.Phase, 2 * Math.PI));
        double[] derivatives = [cos, -sin, -cos, sin];
        double[] coefficients = new double[Terms];
        double power = drive.Amplitude;
        for (int i = 0; i < Terms; i++)
        {
            coefficients[i] = power * derivatives[i % 4];
            power *= drive.Frequency * h / (i + 1);
        }

        return coefficients;
    }

    /// <summary>What the terms left out of one step sum to at most, relative to the state: from the majorant with the moduli of all coefficients.</summary>
    private double Tail(double norm, double h)
    {
        const int Longer = 2 * Terms;
        double[] y = new double[Longer];
        y[0] = 1;
        for (int j = 0; j + 1 < Longer; j++)
        {
            double next = norm * y[j];
            for (int k = 0; k < norms.Length; k++)
            {
                double power = norms[k];
                double frequency = Math.Abs(Cosine(system.Drives[k]).Frequency);
                for (int i = 0; i <= j; i++)
                {
                    next += power * y[j - i];
                    power *= frequency * h / (i + 1);
                }
            }

            y[j + 1] = next * h / (j + 1);
        }

        // Beyond twice the length the terms fall faster than by half each.
        return y[Terms..].Sum() + (2 * y[^1]);
    }
}
