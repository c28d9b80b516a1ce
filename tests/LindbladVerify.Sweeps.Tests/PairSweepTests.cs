using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Sweeps of the built-in pair and of formula files.</summary>
public sealed class PairSweepTests
{
    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    [InlineData("fluctuators:3")]
    public void RatesAndTheirExistenceAreThoseOfTheLibrary(string noise)
    {
        Sweep sweep = Scratch.Read($$"""
            pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2, noise: "{{noise}}" }
            sample: { points: 60, ranges: { D: [1e2, 1e6], Delta: [1e4, 1e7], P: [0, 1], Gc: [1e3, 1e8], G2: [1e3, 1e6] } }
            compute: { G: { quantity: golden-rule }, W: { quantity: residence-time }, gap: { quantity: spectral-gap } }
            """);
        var evaluator = new PointEvaluator(sweep);
        ElectronNoise process = ElectronNoise.Parse(noise);
        for (long k = 0; k < sweep.Points.Count; k++)
        {
            Assert.Null(evaluator.Evaluate(k, CancellationToken.None));
            ReadOnlySpan<double> p = evaluator.Slots;
            var pair = new NuclearPair(p[0], p[1], p[2], p[3], p[4]);
            Assert.Equal(FlipFlopRates.GoldenRule(pair, process).Value, p[sweep.ColumnSlots[0]], 1e-12 * p[sweep.ColumnSlots[0]]);
            Assert.Equal(FlipFlopRates.ResidenceTime(pair, process).Value, p[sweep.ColumnSlots[1]], 1e-12 * p[sweep.ColumnSlots[1]]);
            Assert.Equal(FlipFlopRates.SpectralGap(pair, process) is { Exists: true } gap ? gap.Value : double.NaN, p[sweep.ColumnSlots[2]]);
            Assert.Equal(FlipFlopRates.Regime(pair, process).RateExists ? 1 : 0, p[sweep.ColumnSlots[3]]);
        }
    }

    [LongFact]
    public void MonteCarloHasItsStandardErrorBesideItAndDependsOnSeedAndPointAlone()
    {
        const string text = """
            pair: { dipolar: D, hyperfine: 4e6, polarization: 0.5, electronRate: 2e6, broadening: 1e5 }
            vary: { D: [2e4, 4e4, 8e4] }
            compute: { mc: { quantity: monte-carlo, trajectories: 512 }, W: { quantity: residence-time }, pull: { formula: "(mc - W)/mc.standardError" } }
            """;
        Sweep sweep = Scratch.Read(text);
        Assert.Equal(["mc", "mc.standardError", "W", "pull", "rateExists"], sweep.Columns.Select(c => c.Name));
        var evaluator = new PointEvaluator(sweep);
        Assert.Null(evaluator.Evaluate(2, CancellationToken.None));
        double first = evaluator.Slots[sweep.ColumnSlots[0]];
        Assert.InRange(Math.Abs(evaluator.Slots[sweep.ColumnSlots[3]]), 0, 5);
        Assert.Null(evaluator.Evaluate(0, CancellationToken.None));
        Assert.Null(evaluator.Evaluate(2, CancellationToken.None));
        Assert.Equal(first, evaluator.Slots[sweep.ColumnSlots[0]]);
        var other = new PointEvaluator(Scratch.Read("seed: 2\n" + text));
        other.Evaluate(2, CancellationToken.None);
        Assert.NotEqual(first, other.Slots[sweep.ColumnSlots[0]]);
    }

    [Fact]
    public void FormulaFilesGivePredictionReferenceAndTheirError()
    {
        using var scratch = new Scratch();
        scratch.Write("f.yaml", """
            id: fast
            parameters: { D: { range: [1e2, 1e4] }, Delta: { range: [1e4, 1e7] }, P: { value: 0 }, Gc: { range: [1e5, 1e8] }, G2: { range: [1e3, 1e5] } }
            rate: "D^2/2*(Gc + G2)/((Gc + G2)*G2 + Delta^2)"
            describes: { pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2 }, noise: symmetric-telegraph, reference: golden-rule }
            claims: [ { id: all, kind: identity, declared: exact } ]
            """);
        Sweep sweep = Scratch.Read("formula: f.yaml\nvary: { Gc: [1e6, 1e7] }\nset: { D: 1e3, Delta: 1e6, G2: 1e4 }\n", scratch.Folder);
        Assert.Equal(["prediction", "reference", "relativeError"], sweep.Columns.Select(c => c.Name));
        var evaluator = new PointEvaluator(sweep);
        Assert.Null(evaluator.Evaluate(0, CancellationToken.None));
        Assert.True(Math.Abs(evaluator.Slots[sweep.ColumnSlots[2]]) < 1e-12);
    }
}
