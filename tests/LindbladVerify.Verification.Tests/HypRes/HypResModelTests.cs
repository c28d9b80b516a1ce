using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Paper;
using Xunit;

namespace LindbladVerify.Verification.Tests.HypRes;

public sealed class HypResModelTests
{
    private static readonly HypResModel Model = new() { Conventions = ConventionSets.DipolarInHertz };

    [Fact]
    public void EveryFactHoldsWithTheStatedConventions()
    {
        IReadOnlyList<HypResFact> facts = HypResFacts.Check(Model with { Shells = 200 });
        Assert.All(facts, f => Assert.True(f.Holds, $"{f.Id}: {f.Evidence}"));
        Assert.Equal("equilibration,freezes,monotone,sign,speed-up,thermal", string.Join(',', facts.Select(f => f.Id).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void TheTimeScaleFailsWithS1AndNothingElseDoes()
    {
        HypResFact failed = Assert.Single(HypResFacts.Check(Model with { Conventions = ConventionSets.S1, Shells = 200 }), f => !f.Holds);
        Assert.Equal("equilibration", failed.Id);
    }

    [Fact]
    public void HertzForTheDipolarCouplingSlowsTheExchangeByFourPiSquared()
    {
        double slow = ExchangeSummary.Of(Model).MeanTime;
        double fast = ExchangeSummary.Of(Model with { Conventions = ConventionSets.S1 }).MeanTime;
        Approx.Relative(4 * Math.PI * Math.PI, slow / fast, 1e-12, "the golden rule is quadratic in D12");
    }

    [Fact]
    public void WithoutRelaxationTheMeanPolarizationStays()
    {
        HypResRun run = HypResRun.Compute(Model with { ParamagneticRelaxation = false, BulkRelaxationTime = double.PositiveInfinity }, 1e4, 21);
        double share = ExchangeSummary.Of(Model).HiddenShare;
        double expected = 0.7 * share;
        for (int k = 0; k < run.Times.Count; k++)
        {
            Approx.Relative(expected, (share * run.Hidden[k]) + ((1 - share) * run.Visible[k]), 1e-12, "conserved to rounding");
        }
    }

    [LongFact]
    public void TheMeanTimeIsTheAreaAboveTheRise()
    {
        // The area comes from fluxes, without time stepping; here from the solved curve by the trapezoidal rule, errors falling as the step squared.
        ExchangeSummary summary = ExchangeSummary.Of(Model);
        double[] times = [0, .. Enumerable.Range(0, 4001).Select(k => 1e-3 * Math.Pow(1e8, k / 4000.0))];
        double[] visible = new TrBdf2(Model.DiffusionAlone()).Solve(Model.Initial(), times, 1e-9).Observe(Model.VisibleMean());
        double plateau = 0.7 * summary.Plateau;
        double area = Enumerable.Range(1, times.Length - 1).Sum(k => (times[k] - times[k - 1]) * (plateau - ((visible[k] + visible[k - 1]) / 2))) / (plateau - visible[0]);
        Approx.Relative(summary.MeanTime, area, 1e-4, "log-spaced trapezoid, step 0.46 %, and the tolerance of the solver");
    }

    [Fact]
    public void TheExchangeIsFarFromOneExponential()
    {
        ExchangeSummary s = ExchangeSummary.Of(Model);
        Assert.True(s.Stretch > 2 * Math.Log(10) / Math.Log(2), $"τ90/τ50 = {s.Stretch:F2}");
        Assert.InRange(s.SlowestWeight, 0.05, 0.5);
        (double visible, double hidden) = s.CompartmentRates;
        Approx.Relative(1 / s.MeanTime, visible + hidden, 1e-14, "the difference of the compartments decays at the sum of the rates");
        Approx.Relative(s.HiddenShare / (1 - s.HiddenShare), visible / hidden, 1e-14, "no net flow between equal polarizations");
    }

    [Fact]
    public void TheMeanTimeConvergesWithSecondOrderInTheThickness()
    {
        // The face nearest r_h moves with the number of shells, so that r_h is put on a face of every grid: (0.9 - 0.34)/(r_MV - 0.34) = 1/3.
        double outer = 0.34 + (3 * 0.56);
        HypResModel model = Model with { Conventions = Model.Conventions with { Concentration = 3 / (4 * Math.PI * Math.Pow(outer, 3) * 0.602214076) } };
        double[] times = [.. new[] { 24, 48, 96, 192, 384 }.Select(n => ExchangeSummary.Of(model with { Shells = n }).MeanTime)];
        double[] differences = [.. Enumerable.Range(0, 4).Select(k => Math.Abs(times[k + 1] - times[k]))];
        double slope = ConvergenceOrder.Slope(differences.Select((d, k) => (Math.Pow(0.5, k), d)), 0);
        Assert.InRange(slope, 1.9, 2.1);
    }

    [Fact]
    public void ADnpSourcePullsTheVisibleSpinsToItsSign()
    {
        HypResRun run = HypResRun.Compute(Model with { Polarization = 0.99, DnpRate = 2e-3 }, 2e3, 201);
        Assert.True(run.Overshoot.Value > 0.01 && run.Visible[^1] < -0.01, $"{run.Overshoot.Value}, {run.Visible[^1]}");
    }

    [Theory]
    [InlineData("polarization", 1.1, "Polarization")]
    [InlineData("innerRadius", 0.95, "below r_h")]
    [InlineData("temperature", 0, "Temperature")]
    [InlineData("bulkRelaxationTime", -1, "BulkRelaxationTime")]
    [InlineData("dnpRate", -1, "DnpRate")]
    public void SettingsOutOfRangeAreRefusedByName(string key, double value, string word)
    {
        HypResModel model = HypResSetting.All.Single(s => string.Equals(s.Key, key, StringComparison.Ordinal)).Set(Model, value);
        Assert.Contains(word, Assert.Throws<ArgumentException>(() => model.Exchange()).Message, StringComparison.Ordinal);
    }
}
