using System.Numerics;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Rates.Relaxation;

/// <summary>
/// An observable of coherences that do nothing but precess and decay while Ornstein–Uhlenbeck noises shift their frequencies, as where every noise
/// operator commutes with the rest: o(t) = Σ Re(A C(t)) in closed form, for any number of noises on one operator or on many.
/// </summary>
internal sealed class PureDephasing
{
    private PureDephasing(IReadOnlyList<(Complex Amplitude, GaussianDephasing Coherence)> terms) => Terms = terms;

    /// <summary>The coherences with their complex amplitudes.</summary>
    public IReadOnlyList<(Complex Amplitude, GaussianDephasing Coherence)> Terms { get; }

    /// <summary>The closed form of an observable; null where the model does more than dephase, is driven, or has a noise that is not Ornstein–Uhlenbeck.</summary>
    /// <param name="model">The model.</param>
    /// <param name="block">Its equations for the observable.</param>
    /// <param name="initial">ρ(0) or a difference of states, [d, d].</param>
    /// <param name="observable">The observable, [d, d], Hermitian.</param>
    public static PureDephasing? TryOf(OpenSystemModel model, InvariantBlock block, Operator initial, Operator observable)
    {
        if (model.Drives.Count > 0 || model.Noise.Any(x => x.Process.Gaussian is null))
        {
            return null;
        }

        int n = block.Dimension;
        double[] deterministic = block.Deterministic.ToDense();
        double[][] noises = [.. block.NoiseParts.Select(x => x.ToDense())];
        double[] union = [.. deterministic.Select((v, k) => v != 0 || noises.Any(x => x[k] != 0) ? 1.0 : 0)];
        double[] start = block.Coordinates(initial);
        double[] row = block.Coordinates(observable);
        var terms = new List<(Complex, GaussianDephasing)>();
        foreach (int[] part in CoupledParts.Of(n, union))
        {
            if (part.All(i => row[i] == 0) || (part.All(i => start[i] == 0) && !IsFed(part, n, union)))
            {
                continue;
            }

            if (IsFed(part, n, union) || Term(part, n, deterministic, noises, model, start, row) is not { } term)
            {
                return null;
            }

            terms.Add(term);
        }

        return new PureDephasing(terms);
    }

    /// <summary>o(t), with a bound on its error.</summary>
    /// <param name="time">t ≥ 0, s.</param>
    public (double Value, double Error) At(double time) => Sum(c => c.At(time));

    /// <summary>∫o(t)dt, with a bound on its error; infinite where a part of it never ends.</summary>
    public (double Value, double Error) Area() => Sum(c => c.Response(Complex.Zero));

    /// <summary>The residence-time rate o(0)/∫o(t)dt over a factor.</summary>
    /// <param name="factor">The observable relaxes at factor·W.</param>
    public RateEstimate ResidenceTime(double factor = 2)
    {
        (double start, double startError) = At(0);
        (double area, double areaError) = Area();
        return start == 0 || !double.IsFinite(areaError)
            ? RateEstimate.None(RateDefinition.ResidenceTime, start == 0 ? "The observable starts at its final value." : "The coherence is not damped, or turns too often before it is gone.")
            : new RateEstimate(start / area / factor, (startError / Math.Abs(start)) + (areaError / Math.Abs(area)) + 4.5e-16, RateDefinition.ResidenceTime);
    }

    /// <summary>
    /// The mode of each coherence that decays most slowly, 1/s, and its share. exp(-Σ (σ/κ)²(κt - 1 + exp(-κt))) is a sum over n of
    /// exp(-(Σ σ²/κ + nκ)t); n = 0 is always in it.
    /// </summary>
    /// <remarks>The share is that of the whole coherence in the observable, so that it does not vanish where slow noise spreads it over many modes.</remarks>
    public RelaxationMode[] SlowestModes() =>
    [
        .. Terms.Select(term =>
            {
                // Re(A exp(-iωt)) turns the other way with the amplitude's conjugate; what does not turn has no imaginary part.
                double decay = term.Coherence.LateDecay, frequency = Math.Abs(term.Coherence.Frequency);
                Complex amplitude = frequency == 0 ? term.Amplitude.Real : term.Coherence.Frequency > 0 ? term.Amplitude : Complex.Conjugate(term.Amplitude);
                return new RelaxationMode(new Complex(-decay, frequency), (4 * GaussianDephasing.Unit * decay * (1 + term.Coherence.Noises)) + term.Coherence.FrequencyError, amplitude);
            })
            .GroupBy(mode => mode.Eigenvalue)
            .Select(same => same.Aggregate((a, b) => a with { Error = Math.Max(a.Error, b.Error), Weight = a.Weight + b.Weight })),
    ];

    private (double Value, double Error) Sum(Func<GaussianDephasing, (Complex Value, double Error)> of)
    {
        double sum = 0;
        double error = 0;
        foreach ((Complex amplitude, GaussianDephasing coherence) in Terms)
        {
            (Complex value, double uncertain) = of(coherence);
            sum += (amplitude * value).Real;
            error += Complex.Abs(amplitude) * (uncertain + (8 * 1.2e-16 * Complex.Abs(value)));
        }

        return (sum, error + (Terms.Count * 1.2e-16 * Math.Abs(sum)));
    }

    private static bool IsFed(int[] part, int n, double[] union) =>
        part.Any(i => Enumerable.Range(0, n).Any(j => union[i + (j * n)] != 0 && !part.Contains(j)));

    /// <summary>One coordinate that decays, or two that turn into each other: [[-Γ, -ω], [ω, -Γ]] of the model and [[0, -c], [c, 0]] of each noise.</summary>
    private static (Complex Amplitude, GaussianDephasing Coherence)? Term(int[] part, int n, double[] deterministic, double[][] noises, OpenSystemModel model, double[] start, double[] row)
    {
        int i = part[0];
        int j = part[^1];
        double decay = 0 - deterministic[i + (i * n)];
        bool isSingle = part.Length == 1;
        bool turns = part.Length == 2 && IsRotation(deterministic, n, i, j, decay) && noises.All(x => IsRotation(x, n, i, j, 0));
        if (decay < 0 || (isSingle ? noises.Any(x => x[i + (i * n)] != 0) : !turns))
        {
            return null;
        }

        double frequency = isSingle ? 0 : deterministic[j + (i * n)], magnitude = Math.Abs(frequency);
        var shifts = new List<(double, double)>();
        for (int k = 0; k < noises.Length && !isSingle; k++)
        {
            OrnsteinUhlenbeckNoise process = model.Noise[k].Process.Gaussian!;
            double strength = noises[k][j + (i * n)];
            frequency += process.Mean * strength;
            magnitude += Math.Abs(process.Mean * strength);
            shifts.Add((process.StandardDeviation * strength, process.Rate));
        }

        Complex amplitude = isSingle ? row[i] * start[i] : new Complex(row[i], -row[j]) * new Complex(start[i], start[j]);
        return (amplitude, new GaussianDephasing(decay, frequency, shifts) { FrequencyError = 2 * GaussianDephasing.Unit * (noises.Length + 1) * magnitude });
    }

    private static bool IsRotation(double[] matrix, int n, int i, int j, double decay) =>
        matrix[i + (i * n)] == -decay && matrix[j + (j * n)] == -decay && matrix[i + (j * n)] == -matrix[j + (i * n)];
}

/// <summary>Gauss–Legendre nodes and weights on [-1, 1], 16 points.</summary>
internal static class GaussRule
{
    private const int Points = 16;

    static GaussRule()
    {
        for (int k = 0; k < Points; k++)
        {
            double x = Math.Cos(Math.PI * (k + 0.75) / (Points + 0.5));
            double derivative = 0;
            for (int step = 0; step < 20; step++)
            {
                (double value, derivative) = Legendre(x);
                x -= value / derivative;
            }

            (_, derivative) = Legendre(x);
            Nodes[k] = x;
            Weights[k] = 2 / ((1 - (x * x)) * derivative * derivative);
        }
    }

    public static double[] Nodes { get; } = new double[Points];

    public static double[] Weights { get; } = new double[Points];

    private static (double Value, double Derivative) Legendre(double x)
    {
        double before = 1;
        double value = x;
        for (int n = 2; n <= Points; n++)
        {
            (before, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * before)) / n);
        }

        return (value, Points * ((x * value) - before) / ((x * x) - 1));
    }
}
