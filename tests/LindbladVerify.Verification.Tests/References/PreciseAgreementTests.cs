using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Multiprecision;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.References;

/// <summary>Two independent builds of the generator, in doubles by product operators and in many digits by matrix units, agree on every model of the documentation.</summary>
public sealed class PreciseAgreementTests
{
    private const int Points = 3;
    private static readonly IDenseKernels Kernels = DenseKernels.Managed;

    public static TheoryData<string> Files => new(
        new[] { "models", "formulas/models" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryFolder.Root, "docs", folder), "*.yaml"))
            .Where(f => !ModelFileReader.Open(f).IsAverage)
            .Select(f => Path.GetRelativePath(RepositoryFolder.Root, f)).Order(StringComparer.Ordinal));

    /// <summary>The quantities that have a form in many digits.</summary>
    private static readonly ModelQuantityKind[] Kinds =
        [ModelQuantityKind.ResidenceTime, ModelQuantityKind.SpectralGap, ModelQuantityKind.LineWidth, ModelQuantityKind.Frequency, ModelQuantityKind.SteadyState, ModelQuantityKind.TimeCourse];

    [Theory]
    [MemberData(nameof(Files))]
    public void QuantitiesAgreeWithinTheUncertaintyOfDoubles(string file)
    {
        var model = ModelFileReader.Open(Path.Combine(RepositoryFolder.Root, file));
        LoadedModel loaded = model.Bind();
        var random = new Random(17);
        foreach (NamedObservable observable in loaded.Observables.Take(2))
        {
            if (PreciseModelQuantity.TryCreate(model, observable.Name, ModelQuantityKind.ResidenceTime, 2, out string reason) is null)
            {
                Assert.NotEmpty(reason);
                continue;
            }

            for (int k = 0; k < Points; k++)
            {
                string[] names = [.. model.ParameterNames];
                double[] values = [.. names.Select(n => k == 0 ? loaded.Parameters[n] : Varied(loaded.Parameters[n], random))];
                double time = loaded.Times[^1] * random.NextDouble();
                if (!Exists(model, names, values))
                {
                    continue;
                }

                // Lines at w and 2w that decay alike to 1e-8 and more, one of them with next to no weight: doubles take the other for the slowest.
                foreach (ModelQuantityKind kind in Kinds.Where(q => q != ModelQuantityKind.Frequency || !file.EndsWith("dipolar-fluctuations.yaml", StringComparison.Ordinal)))
                {
                    Compare(model, observable.Name, kind, names, values, time);
                }
            }
        }
    }

    /// <summary>The pair as a model file in many digits, and by its noise ladder in many digits: two derivations of one number.</summary>
    [Theory]
    [InlineData("fluctuators:1", "kind: telegraph, high: \"P + sqrt(1-P^2)\", low: \"P - sqrt(1-P^2)\", rate: Gc")]
    [InlineData("electron-telegraph", "kind: telegraph, high: 1, low: -1, rate: Gc, probabilityHigh: \"(1+P)/2\"")]
    [InlineData("fluctuators:4", "kind: fluctuators, count: 4, high: \"P + sqrt(1-P^2)\", low: \"P - sqrt(1-P^2)\", rate: Gc")]
    [InlineData("electron-fluctuators:5", "kind: fluctuators, count: 5, high: 1, low: -1, rate: Gc, probabilityHigh: \"(1+P)/2\"")]
    public void PairAgreesWithItsLadder(string noise, string process)
    {
        string text = $$"""
            spins: { s: 1/2 }
            parameters: { D: 0.1, Delta: 3.7, P: 0.7, Gc: 0.3, G2: 0.02 }
            hamiltonian: "-D*s.x"
            dissipators: [ { operator: "s.z", rate: "2*G2" } ]
            noise: [ { operator: "Delta*s.z", process: { {{process}} } } ]
            initial: { s: up }
            observables: { z: "2*s.z" }
            """;
        Ball direct = PreciseModels.Evaluate(text, "z", ModelQuantityKind.ResidenceTime, PreciseModels.At(), factor: 2).Value!.Value;
        PreciseResult ladder = PreciseFlipFlop.Evaluate(ElectronNoise.Parse(noise), leadingOrder: false, bits => new PrecisePair(Ball.Decimal("0.1", bits), Ball.Decimal("3.7", bits), Ball.Decimal("0.7", bits), Ball.Decimal("0.3", bits), Ball.Decimal("0.02", bits)), 1e-60, 4096)!.Value;
        Assert.True(BigFloat.Abs(direct.Value - ladder.Value!.Value.Value) <= direct.Error + ladder.Value.Value.Error);
    }

    private static double Varied(double value, Random random) => value is > 0 and < 1 ? random.NextDouble() : value * Math.Exp(random.NextDouble() - 0.5);

    private static bool Exists(ModelFile model, string[] names, double[] values)
    {
        try
        {
            _ = model.Bind(names.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
            return true;
        }
        catch (ModelFileException)
        {
            return false;
        }
    }

    private static void Compare(ModelFile model, string observable, ModelQuantityKind kind, string[] names, double[] values, double time)
    {
        bool isCourse = kind == ModelQuantityKind.TimeCourse;
        string[] all = isCourse ? [.. names, ModelQuantity.Time] : names;
        double[] numbers = isCourse ? [.. values, time] : values;
        ReferenceValue expected = new ModelQuantity("q", model, observable, kind, 2, Kernels).Evaluate(null!, new ParameterPoint(all, numbers));
        PreciseModelQuantity quantity = PreciseModelQuantity.TryCreate(model, observable, kind, 2, out _)!;
        PreciseReference found = quantity.Evaluate(
            _ => all.Zip(numbers).ToDictionary(p => p.First, p => Ball.Exact(BigFloat.Of(p.Second)), StringComparer.Ordinal), 1e-40, 3072, CancellationToken.None);
        string where = $"{observable} {kind} at {string.Join(", ", all.Zip(numbers))}: {expected.Value:R} ({expected.RelativeUncertainty:E1}), in many digits {found.Value?.Value} {found.Remark}";
        Assert.False(found.NeedsDigits, where);
        if (found.Value is not { } value)
        {
            // An undamped oscillation has no limit, which doubles see as one of infinite uncertainty at best.
            Assert.True(!double.IsFinite(expected.Value) || found.Remark!.Contains("no late-time limit", StringComparison.Ordinal), where);
            return;
        }

        const double Rounding = 1e-14;
        double difference = Math.Abs((double)(value.Value - BigFloat.Of(expected.Value)));
        Assert.True(difference <= (expected.RelativeUncertainty * Math.Abs(expected.ErrorScale)) + (Rounding * Math.Max(Math.Abs(expected.Value), Math.Abs(expected.ErrorScale))) || double.IsInfinity(expected.RelativeUncertainty) || expected.Value == 0, where);
    }
}
