using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>The time course of z of the nuclear pair in many digits, for noises of finitely many levels: the pair written as a model file.</summary>
internal sealed class PrecisePairCourse : IPreciseQuantity
{
    /// <summary>More fluctuators are left to doubles.</summary>
    private const int MostFluctuators = 12;
    private readonly ConcurrentDictionary<string, IPreciseQuantity?> models = new(StringComparer.Ordinal);

    /// <summary>The only one there is.</summary>
    public static PrecisePairCourse Instance { get; } = new();

    /// <inheritdoc/>
    public double Operations(Reference reference) => Model(reference)?.Operations(reference) ?? double.PositiveInfinity;

    /// <inheritdoc/>
    public PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation) =>
        Model(reference)!.Evaluate(reference, parametersAt, wantedRelativeError, mostBits, cancellation);

    private IPreciseQuantity? Model(Reference reference) => models.GetOrAdd(reference.Noise, noise =>
        Process(noise) is { } process ? PreciseModelQuantity.TryCreate(ModelFileReader.OpenText(Text(process)), "z", ModelQuantityKind.TimeCourse, 1, out _) : null);

    /// <summary>The polarization of the electron as a process of the file; empty for a static one, null where it has no finite form.</summary>
    private static string? Process(string name)
    {
        if (string.Equals(name, NoiseNames.Polarized, StringComparison.Ordinal))
        {
            return string.Empty;
        }

        ElectronNoise noise = ElectronNoise.Parse(name);
        return noise.Levels <= MostFluctuators ? noise.ModelText : null;
    }

    private static string Text(string process) => $$"""
        levels: { q: 2 }
        parameters: { D: 1, Delta: 1, P: 0, Gc: 1, G2: 1 }
        hamiltonian: "-D/2*(q.a + q.ad){{(process.Length == 0 ? " + Delta/2*(q.proj(0) - q.proj(1))" : string.Empty)}}"
        dissipators:
          - { operator: "q.proj(0) - q.proj(1)", rate: "G2/2" }
        {{(process.Length == 0 ? string.Empty : $"noise: [ {{ operator: \"Delta/2*(q.proj(0) - q.proj(1))\", process: {{ {process} }} }} ]")}}
        initial: { q: 0 }
        observables: { z: "q.proj(0) - q.proj(1)" }
        times: [1]
        """;
}

/// <summary>The time course of z = I1z - I2z of the nuclear pair from |αβ⟩, averaged over the noise.</summary>
/// <param name="kernels">Dense kernels for the exponentials.</param>
internal sealed class PairTimeCourse(IDenseKernels kernels) : ICurveQuantity
{
    /// <summary>The name of the quantity. Parameters D, Delta (rad/s), P, Gc, G2 (1/s), and t (s) for a single time.</summary>
    public const string Name = "pair-time-course";

    /// <inheritdoc/>
    public string Quantity => Name;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Observe(reference.Noise, point).At(point[ModelQuantity.Time]);
    }

    /// <inheritdoc/>
    public TimeCourse Course(Reference reference, ParameterPoint point) => Observe(reference.Noise, point).Course();

    private ObservedModel Observe(string noise, ParameterPoint point)
    {
        bool polarized = string.Equals(noise, NoiseNames.Polarized, StringComparison.Ordinal);
        NuclearPair pair = PairParameters.Pair(point, polarized ? 1 : null);
        NoiseProcess? electron = polarized ? null : ElectronNoise.Parse(noise).Process(pair.Polarization, pair.ElectronRate);
        return new ObservedModel(pair.Model(electron), NuclearPair.FirstNucleusUp, NuclearPair.PolarizationDifference, kernels);
    }
}

/// <summary>
/// The flip-flop rate of the nuclear pair in many digits, for noises of finitely many levels.
/// </summary>
internal sealed class PreciseFlipFlopRate : IPreciseQuantity
{
    /// <summary>Longer ladders are left to doubles.</summary>
    private const int MostLevels = 1000;
    private const int FirstBits = 192;

    /// <summary>The only one there is.</summary>
    public static PreciseFlipFlopRate Instance { get; } = new();

    /// <inheritdoc/>
    public double Operations(Reference reference) => string.Equals(reference.Quantity, Reference.FlipFlopRateQuantity, StringComparison.Ordinal) && Levels(reference) is int levels and <= MostLevels ? 40 + (30 * levels) : double.PositiveInfinity;

    /// <inheritdoc/>
    public PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ElectronNoise? noise = Noise(reference);
        bool isLeading = string.Equals(reference.Method, Reference.GoldenRuleMethod, StringComparison.Ordinal);
        for (int bits = FirstBits; ; bits *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            if (parametersAt(bits) is not { } p)
            {
                return PreciseReference.None("A parameter of the pair has no value.");
            }

            Ball? rate;
            try
            {
                rate = PreciseFlipFlop.Value(noise, isLeading, new PrecisePair(p["D"], p["Delta"], noise is null ? Ball.Exact(BigFloat.One) : p["P"], p["Gc"], p["G2"]), bits);
            }
            catch (ArgumentOutOfRangeException e)
            {
                return PreciseReference.None(e.Message);
            }

            if (rate is { } known && (known.RelativeError <= wantedRelativeError || (known.Value.IsZero && known.Error.IsZero)))
            {
                return new PreciseReference(known, null, false);
            }

            if (2 * bits > mostBits)
            {
                return new PreciseReference(rate, null, rate is null);
            }
        }
    }

    /// <summary>The noise; null for an electron that stays up.</summary>
    private static ElectronNoise? Noise(Reference reference) => string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal) ? null : ElectronNoise.Parse(reference.Noise);

    /// <summary>Levels above the ground level; null for the endless ladder of Gaussian noise.</summary>
    private static int? Levels(Reference reference) => Noise(reference) is not { } noise ? 0 : noise.Levels;
}
