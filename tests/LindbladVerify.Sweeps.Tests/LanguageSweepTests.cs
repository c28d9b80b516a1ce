using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.ModelFiles;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Modes, means over distributions and periods, late limits and constants of nature in sweep files, against closed forms.</summary>
public sealed class LanguageSweepTests : IDisposable
{
    private const string Doublet = """
        spins: { I: 1/2, S: 1/2 }
        parameters: { w: 5, J: 2, R: 0.1 }
        hamiltonian: "w*I.z + J*I.z*S.z"
        dissipators:
          - { operator: "2*I.z", rate: "R/2" }
        initial: { density: "(I.one/2 + I.x)*(S.one/2 + 0.5*S.z)" }
        observables: { x: "I.x" }
        times: [1]
        """;

    private const string Broadened = """
        spins: { q: 1/2 }
        parameters: { x: 0, c: 3, R: 1 }
        hamiltonian: "x*q.z"
        dissipators: [ { operator: "q.z", rate: "2*R" } ]
        average: [ { parameter: x, uniform: ["-c", c] } ]
        initial: { density: "0.5*q.one + q.x" }
        observables: { x: "2*q.x" }
        times: [0, 1]
        """;

    private const string Driven = """
        spins: { q: 1/2 }
        parameters: { b: 1, w: 4, k: 1 }
        hamiltonian: "0*q.z"
        drive: [ { operator: "q.z", cosine: { amplitude: b, frequency: w } } ]
        initial: { density: "q.one/2 + q.x" }
        observables: { x: "2*q.x" }
        times: [0, 1]
        """;

    private readonly Scratch scratch = new();

    [Fact]
    public void Modes_are_chosen_at_each_point()
    {
        double[] row = Row(Doublet, """
            vary: { J: [1.5] }
            compute:
              heavy: { quantity: frequency, mode: heaviest }
              light: { quantity: frequency, mode: { nearest: "5 - J" } }
              width: { quantity: line-width, mode: heaviest }
            """, "heavy", "light", "width");
        Equal([5.75, 4.25, 0.1], row);
    }

    [Fact]
    public void Means_over_distributions_are_computed_at_each_point()
    {
        double[] row = Row(Broadened, """
            vary: { R: [0.5] }
            compute:
              late: { quantity: value, time: 2 }
              W: { quantity: residence-time }
            """, "late", "W");
        Equal([Math.Exp(-1) * Math.Sin(6) / 6, 3 / Math.Atan(6)], row);
    }

    [Fact]
    public void Periods_and_limits_are_computed_at_each_point()
    {
        // J0(1/4).
        double[] row = Row(Driven, "vary: { b: [1] }\ncompute: { start: { quantity: period-average, time: 0 }, from: { quantity: period-average, time: \"b/3\" } }", "start", "from");
        Equal([0.98443592929585270, 0.98443592929585270], row);
        double[] limit = Row(Driven.Replace("cosine: { amplitude: b, frequency: w }", "envelope: \"b*exp(-k*t)\"", StringComparison.Ordinal), "vary: { b: [1] }\ncompute: { end: { quantity: limit-value } }", "end");
        Equal([Math.Cos(1)], limit);
    }

    [Fact]
    public void Constants_of_nature_stand_in_formulas_and_definitions()
    {
        double[] row = Row(Doublet, "vary: { J: [2] }\nset: { w: \"gammaH*1e-8\" }\ncompute: { W: { quantity: frequency, mode: heaviest }, ratio: { formula: \"(W - J/2)/gammaH\" } }", "ratio");
        Equal([1e-8], [row[0]], 1e-17);
    }

    [Fact]
    public void What_a_model_calls_its_own_is_no_constant()
    {
        double[] row = Row(Broadened, "vary: { R: [0.5] }\ncompute: { late: { quantity: value, time: 2 }, own: { formula: \"c + 0*late\" } }", "own");
        Equal([3], row);
    }

    [Theory]
    [InlineData(Broadened, "quantity: spectral-gap", "sum over the modes of all its members")]
    [InlineData(Broadened, "quantity: cycle-rate", "sum over the modes of all its members")]
    [InlineData(Doublet, "quantity: residence-time, mode: heaviest", "mode")]
    [InlineData(Doublet, "quantity: frequency, mode: strongest", "mode must be heaviest")]
    [InlineData(Doublet, "quantity: frequency, mode: { nearest: \"nowhere\" }", "nowhere")]
    [InlineData(Doublet, "quantity: limit-value, factor: 2", "factor")]
    public void What_cannot_be_computed_is_refused_with_its_place(string model, string compute, string words)
    {
        ModelFileException e = Assert.Throws<ModelFileException>(() => Read(model, $"vary: {{ R: [1] }}\ncompute: {{ a: {{ {compute} }} }}"));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("sweep.yaml:3:", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();

    private Sweep Read(string model, string sweep)
    {
        scratch.Write("model.yaml", model);
        return Scratch.Read($"model: model.yaml\n{sweep}", scratch.Folder);
    }

    private double[] Row(string model, string sweep, params string[] columns)
    {
        Sweep read = Read(model, sweep);
        var point = new PointEvaluator(read);
        string? reason = point.Evaluate(0, CancellationToken.None);
        Assert.Null(reason);
        string[] names = [.. read.Columns.Select(c => c.Name)];
        return [.. columns.Select(c => point.Slots[read.ColumnSlots[Array.IndexOf(names, c)]])];
    }

    private static void Equal(double[] expected, double[] actual, double within = 1e-10)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= within, FormattableString.Invariant($"at {k}: {actual[k]:R}, expected {expected[k]:R}"));
        }
    }
}
