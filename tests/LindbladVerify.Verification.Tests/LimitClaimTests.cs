using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Limits whose error along the path is known exactly: the truth times 1 + error(epsilon).</summary>
public sealed class LimitClaimTests
{
    private static readonly Parameter[] WithEpsilon = [.. DelegateFormula.PairParameters, new("eps", "1", 1, 1, "distance from the limit")];

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OrderIsMeasured(double order)
    {
        Verdict verdict = Along(e => 0.8 * Math.Pow(e, order) * (1 + (0.3 * e)), order);
        Assert.Equal(VerdictKind.Asymptotic, verdict.Kind);

        // The bend of the next order over the last two decades above the floor, where epsilon is below 0.03.
        Approx.Equal(order, verdict.Order!.Value, 0.02, "order");
        Assert.Null(verdict.Counterexample);
        Assert.Contains(verdict.Evidence, e => e.Text.Contains("local slopes", StringComparison.Ordinal));
    }

    [Fact]
    public void OrderIsMeasuredAboveTheRoundingOfABadFormula()
    {
        // Errors fall with order 2 until a rounding noise of 1e-13 in the formula takes over, 500 times the rounding unit.
        Verdict verdict = Along((e, p) => (0.8 * e * e) + (1e-13 * Math.Sin(1e9 * p["Delta"] / e)), 2);
        Assert.Equal(VerdictKind.Asymptotic, verdict.Kind);
        Approx.Equal(2, verdict.Order!.Value, 0.03, "noise one thirtieth of the smallest error used");
    }

    [Fact]
    public void SteadyNoiseFloorIsNoLimitValue()
    {
        Verdict verdict = Along(e => e + 3e-12, 1);
        Assert.Equal(VerdictKind.Asymptotic, verdict.Kind);
        Approx.Equal(1, verdict.Order!.Value, 0.03, "floor one thirtieth of the smallest error used");
    }

    [Fact]
    public void ErrorThatStaysIsRefuted()
    {
        Verdict verdict = Along(e => 0.02 + e, null);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Approx.Relative(0.02, verdict.Counterexample!.RelativeError, 0.1, "the witness lies where the error has settled");
        Assert.Contains("does not vanish", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorThatGrowsIsRefuted() => Assert.Equal(VerdictKind.False, Along(e => Math.Pow(e, -0.5), null).Kind);

    [Fact]
    public void ErrorThatIsSmallButConstantIsNotALimit() => Assert.Equal(VerdictKind.False, Along(_ => 1e-6, null).Kind);

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    public void ErrorThatFallsAndThenLevelsOffIsRefuted(double final) =>
        Assert.Equal(VerdictKind.False, Along(e => final + e, null).Kind);

    [Fact]
    public void ConstantErrorNearRoundingDoesNotDecide() => Assert.Equal(VerdictKind.Inconclusive, Along(_ => 1e-11, null).Kind);

    [Fact]
    public void SlowerThanDeclaredIsRefuted()
    {
        Verdict verdict = Along(e => 0.3 * e, 2);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.Contains("order 1.000, not 2", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FasterThanDeclaredStands() => Assert.Equal(VerdictKind.Asymptotic, Along(e => 0.3 * e * e, 1).Kind);

    [Fact]
    public void AgreementAlongTheWholePathIsMoreThanALimit() => Assert.Equal(VerdictKind.Exact, Along(_ => 0, 1).Kind);

    [Fact]
    public void OneBadStartRefutes()
    {
        // Wrong only for P above 0.9: a limit must hold from every start.
        Verdict verdict = Along((e, p) => p["P"] > 0.9 ? 0.3 : e, 1, starts: 64);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.True(verdict.Counterexample!.Point["P"] > 0.9);
    }

    [Fact]
    public void TooFewPointsAboveTheFloorAreInconclusive()
    {
        // Small and of order 12: after half a decade everything is rounding.
        Verdict verdict = Along(e => 1e-9 * Math.Pow(e, 12), null);
        Assert.Equal(VerdictKind.Inconclusive, verdict.Kind);
    }

    [Fact]
    public void AnErrorThatIsGoneBeyondAPointVanishesWithoutAnOrder()
    {
        Verdict verdict = Along(e => e > 0.02 ? 0.5 : 0, 3);
        Assert.Equal(VerdictKind.Asymptotic, verdict.Kind);
        Assert.Null(verdict.Order);
        Assert.Null(verdict.Counterexample);
    }

    private static Verdict Along(Func<double, double> error, double? declared) => Along((e, _) => error(e), declared);

    private static Verdict Along(Func<double, ParameterPoint, double> error, double? declared, int starts = 8)
    {
        var claim = new LimitClaim("limit", "It holds in the limit.", VerdictKind.Asymptotic, Judged.Electron, (p, e) => p.With("eps", e), "eps = epsilon", declared);
        var formula = new DelegateFormula("limit-test", WithEpsilon, p => Judged.Truth(p) * (1 + error(p["eps"], p)), claim);
        return Judged.Of(formula, Judged.Settings with { LimitStarts = starts });
    }
}
