using System.Collections.Concurrent;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
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
