using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Sweeps of model files: equations that are assembled from parts give what equations give that are built for every point.</summary>
public sealed class ModelSweepTests
{
    /// <summary>A damped, driven qubit.</summary>
    public const string Qubit = """
        spins: { q: 1/2 }
        parameters: { w: 3.1, g: 0.7, d: 0.4, n: "g/3" }
        hamiltonian: "w*q.x + d*q.z"
        dissipators:
          - { operator: "q.m", rate: "g + n" }
          - { operator: "q.p", rate: "n" }
        initial: { q: up }
        observables: { z: "q.z" }
        times: { from: 0, to: 1, points: 3 }

        """;

    /// <summary>Two nuclei that exchange polarisation beside a fluctuator, the initial state polarised, the observable with a parameter.</summary>
    public const string Fluctuator = """
        spins: { I1: 1/2, I2: 1/2 }
        parameters: { D: 2.0e3, G: 1.0e4, A: 5.0e5, k: 2.0e6, up: 0.85, P: 0.3, s: 1 }
        hamiltonian: "-D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "I1.z - I2.z", rate: "G/2" }
        noise:
          - operator: "I1.z"
            process: { kind: telegraph, high: A, low: "-A", rate: k, probabilityHigh: up }
        initial: { I1: P, I2: "-P/2" }
        observables: { z: "s*(I1.z - I2.z)" }
        times: { from: 0, to: 1, points: 3 }

        """;

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "qubit", Qubit, "sample: { points: 40, ranges: { w: [-3, 3], g: [1e-2, 10], d: [-2, 2] } }", "" },
        { "fluctuator", Fluctuator, "sample: { points: 40, ranges: { D: [10, 1e5], G: [1e2, 1e6], A: [0, 1e6], k: [1e4, 1e9], up: [0.05, 0.95], P: [0.1, 1], s: [0.5, 2] } }", "factor: 2" },
        { "electron", Electron, "sample: { points: 20, ranges: { A1: [1e5, 1e7], Gc: [1e5, 1e8], P: [-0.9, 0.9], D: [1e2, 1e5] } }", "" },
        { "steps", Qubit.Replace("- { operator: \"q.p\", rate: \"n\" }", "- { operator: \"sqrt(n)*q.p\", rate: 1 }", StringComparison.Ordinal), "vary: { w: [0.1, 2], g: [0.1, 5] }", "" },
    };

    private const string Electron = """
        spins: { S: 1/2, I1: 1/2, I2: 1/2 }
        parameters: { A1: 2.0e6, A2: 5.0e5, D: 1.0e4, Gc: 2.0e6, P: 0.7 }
        hamiltonian: "2*S.z*(A1*I1.z + A2*I2.z) - D/2*(I1.p*I2.m + I1.m*I2.p)"
        dissipators:
          - { operator: "S.p", rate: "Gc*(1+P)/2" }
          - { operator: "S.m", rate: "Gc*(1-P)/2" }
          - { operator: "I1.z - I2.z", rate: "1e4" }
        initial: { S: mixed, I1: up, I2: down }
        observables: { z: "I1.z - I2.z" }
        times: { from: 0, to: 1, points: 3 }

        """;

    [Theory]
    [MemberData(nameof(Cases))]
    public void EquationsFromPartsGiveTheReference(string name, string model, string points, string option)
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", model);
        string more = option.Length > 0 ? ", " + option : string.Empty;
        Sweep sweep = Scratch.Read($"model: m.yaml\n{points}\ncompute:\n  W: {{ quantity: residence-time{more} }}\n  end: {{ quantity: steady-state }}\n", scratch.Folder);
        Assert.True(sweep.Notes.Count == 0, $"{name}: {string.Join(' ', sweep.Notes)}");
        ModelFile file = ModelFileReader.Open(scratch["m.yaml"]);
        double factor = option.Length > 0 ? 2 : 1;
        var rate = new ModelQuantity("W", file, "z", ModelQuantityKind.ResidenceTime, factor, DenseKernels.Managed);
        var end = new ModelQuantity("end", file, "z", ModelQuantityKind.SteadyState, 1, DenseKernels.Managed);
        var evaluator = new PointEvaluator(sweep);
        for (long k = 0; k < sweep.Points.Count; k++)
        {
            Assert.Null(evaluator.Evaluate(k, CancellationToken.None));
            var point = new ParameterPoint(sweep.Parameters.Names, evaluator.Slots[..sweep.Parameters.Names.Count].ToArray());
            ReferenceValue w = rate.Evaluate(new Reference("W", NoiseNames.None, "residence-time"), point);
            ReferenceValue e = end.Evaluate(new Reference("end", NoiseNames.None, "late-time limit"), point);

            // Both round; the reference states by how much, and the parts sum in another order.
            Assert.Equal(w.Value, evaluator.Slots[sweep.ColumnSlots[0]], Math.Abs(w.Value) * (1e-11 + (100 * w.RelativeUncertainty)));
            Assert.Equal(e.Value, evaluator.Slots[sweep.ColumnSlots[1]], 1e-12 + (Math.Abs(e.Value) * 1e-10));
        }

        Assert.Equal(0, evaluator.Steps.OfType<ModelRelaxationStep>().Sum(s => s.TakenOver));
    }

    [Fact]
    public void DependentParametersFollowAndFormulasMayReadThem()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", Qubit);
        Sweep sweep = Scratch.Read("model: m.yaml\nvary: { g: [0.3, 0.9] }\ncompute: { twice: { formula: \"2*n + w\" }, s: { quantity: steady-state } }\n", scratch.Folder);
        var evaluator = new PointEvaluator(sweep);
        evaluator.Evaluate(1, CancellationToken.None);
        Assert.Equal((2 * 0.9 / 3) + 3.1, evaluator.Slots[sweep.ColumnSlots[0]], 1e-14);
    }

    [Fact]
    public void PointsAtWhichTheModelDoesNotExistFailWithTheirReason()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", Qubit);
        Sweep sweep = Scratch.Read("model: m.yaml\nvary: { g: [-1, 1] }\ncompute: { W: { quantity: residence-time } }\n", scratch.Folder);
        var evaluator = new PointEvaluator(sweep);
        string? reason = evaluator.Evaluate(0, CancellationToken.None);
        Assert.Contains("rate", reason, StringComparison.Ordinal);
        Assert.True(double.IsNaN(evaluator.Slots[sweep.ColumnSlots[0]]));
        Assert.Null(evaluator.Evaluate(1, CancellationToken.None));
    }

    [Fact]
    public void SequencesAndSpectraAreSwept()
    {
        using var scratch = new Scratch();
        scratch.Write("train.yaml", """
            spins: { I: 1/2 }
            parameters: { R: 2, tau: 0.1, n: 3 }
            hamiltonian: "5*I.z"
            dissipators:
              - { operator: "2*I.z", rate: "R/2" }
            sequence: { repeat: n, steps: [ { delay: "tau/2" }, { rotate: { operator: "I.x", angle: pi } }, { delay: "tau/2" } ] }
            initial: { density: "I.one/2 + I.x" }
            observables: { x: "2*I.x" }
            """);
        Sweep train = Scratch.Read("model: train.yaml\nvary: { R: [1, 4], n: [2, 1000] }\ncompute: { rate: { quantity: cycle-rate }, end: { quantity: value }, early: { quantity: value, time: \"tau\" } }\n", scratch.Folder);
        var evaluator = new PointEvaluator(train);
        for (long k = 0; k < train.Points.Count; k++)
        {
            Assert.Null(evaluator.Evaluate(k, CancellationToken.None));
            (double r, double n) = (evaluator.Slots[0], evaluator.Slots[1]);
            Assert.Equal(r, evaluator.Slots[train.ColumnSlots[0]], 1e-12 * r);
            Assert.Equal(Math.Exp(-r * n * 0.1), evaluator.Slots[train.ColumnSlots[1]], 1e-13);
            Assert.Equal(Math.Exp(-r * 0.1), evaluator.Slots[train.ColumnSlots[2]], 1e-13);
        }

        scratch.Write("m.yaml", Qubit);
        Sweep spectrum = Scratch.Read("model: m.yaml\nvary: { g: [0.5, 2] }\ncompute: { S: { quantity: spectral-density, omega: \"2*g\" } }\n", scratch.Folder);
        var densities = new PointEvaluator(spectrum);
        Assert.Null(densities.Evaluate(1, CancellationToken.None));
        Assert.InRange(densities.Slots[spectrum.ColumnSlots[0]], 1e-3, 10);

        ModelFileException error = Assert.Throws<ModelFileException>(() => Scratch.Read("model: train.yaml\nvary: { R: [1, 4] }\ncompute: { W: { quantity: residence-time } }\n", scratch.Folder));
        Assert.Contains("sequence of pulses", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherQuantitiesComeFromTheReferences()
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", Qubit);
        Sweep sweep = Scratch.Read("model: m.yaml\nvary: { w: [2, 4] }\ncompute: { f: { quantity: frequency }, early: { quantity: value, time: \"1e-3/w\" }, gap: { quantity: line-width } }\n", scratch.Folder);
        var evaluator = new PointEvaluator(sweep);
        Assert.Null(evaluator.Evaluate(1, CancellationToken.None));
        Assert.InRange(evaluator.Slots[sweep.ColumnSlots[0]], 3.5, 4.5);
        Assert.Equal(0.5, evaluator.Slots[sweep.ColumnSlots[1]], 1e-3);
    }

    [Theory]
    [InlineData(0.1, 5.0, 1)]
    [InlineData(5.0, 0.1, 0)]
    public void RateExistsWhereTheDecayIsNoOscillation(double w, double g, double exists)
    {
        using var scratch = new Scratch();
        scratch.Write("m.yaml", Qubit);
        Sweep sweep = Scratch.Read(FormattableString.Invariant($"model: m.yaml\nvary: {{ w: [{w}] }}\nset: {{ g: {g} }}\ncompute: {{ W: {{ quantity: residence-time }} }}\n"), scratch.Folder);
        Assert.Equal(["W", "rateExists"], sweep.Columns.Select(c => c.Name));
        var evaluator = new PointEvaluator(sweep);
        Assert.Null(evaluator.Evaluate(0, CancellationToken.None));
        Assert.Equal(exists, evaluator.Slots[sweep.ColumnSlots[1]]);
    }
}
