using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Identities that are true, wrong by a known amount, wrong in a corner, or undefined.</summary>
public sealed class IdentityClaimTests
{
    [Theory]
    [InlineData(1.0, VerdictKind.Exact)]
    [InlineData(1 + 1e-13, VerdictKind.Exact)]
    [InlineData(1 + 1e-9, VerdictKind.Inconclusive)]
    [InlineData(1 - 1e-9, VerdictKind.Inconclusive)]
    [InlineData(1 + 1e-6, VerdictKind.False)]
    [InlineData(1.02, VerdictKind.False)]
    [InlineData(2.0, VerdictKind.False)]
    [InlineData(-1.0, VerdictKind.False)]
    [InlineData(0.0, VerdictKind.False)]
    [InlineData(6.283185307179586, VerdictKind.False)]
    public void FactorIsJudged(double factor, VerdictKind expected)
    {
        Verdict verdict = Judged.TimesTruth(_ => factor, Judged.Identity());
        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(expected == VerdictKind.Exact, verdict.AsDeclared);
        Assert.Equal(expected == VerdictKind.False, verdict.Counterexample is not null);
        Assert.Equal(Math.Abs(factor - 1), verdict.LargestRelativeError, 1e-13);
    }

    [Fact]
    public void NarrowWrongRegionIsFound()
    {
        // Wrong by up to 1 % in a bump that covers about one part in a thousand of the domain; the scan of 4096 points sees its flank.
        static double Bump(ParameterPoint p)
        {
            double x = Math.Log10(p["Delta"]) - 0.31;
            double y = p["P"] - 0.77;
            return 1 + (0.01 * Math.Exp(-((x * x) + (y * y)) / 0.0005));
        }

        Verdict verdict = Judged.Of(new DelegateFormula("bump", DelegateFormula.PairParameters, p => Bump(p) * Judged.Truth(p), Judged.Identity()), Judged.Settings with { ScanPoints = 4096 });
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.True(verdict.LargestRelativeError > 0.0095, $"the search climbs to the top: {verdict.LargestRelativeError}");
    }

    [Fact]
    public void WrongOnlyInACornerOfTheDomainIsFound()
    {
        Verdict verdict = Judged.TimesTruth(p => p["P"] == 1 && p["Gc"] >= 10 ? 1.5 : 1, Judged.Identity());
        Assert.Equal(VerdictKind.False, verdict.Kind);
    }

    [Fact]
    public void UndefinedWhereTheReferenceIsNotIsFalse()
    {
        Verdict verdict = Judged.TimesTruth(p => p["P"] > 0.3 ? double.NaN : 1, Judged.Identity());
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.Contains("those with P above 0.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void PointsThatTheFormulaRefusesAreNotLeftOutUnlessTheClaimLeavesThemOut()
    {
        double Refuses(ParameterPoint p) => p["P"] < 0.9 ? 1 : throw new ArgumentOutOfRangeException(nameof(p));
        Assert.Equal(VerdictKind.False, Judged.TimesTruth(Refuses, Judged.Identity()).Kind);
        Assert.Equal(VerdictKind.Exact, Judged.TimesTruth(Refuses, Judged.Identity() with { Region = new ClaimRegion(p => p["P"] < 0.9, "P < 0.9") }).Kind);
    }

    [Fact]
    public void TrueForAnotherNoiseIsFalseForThisOne()
    {
        var formula = new DelegateFormula(
            "other-noise",
            DelegateFormula.PairParameters,
            Judged.Truth,
            Judged.Identity(Reference.GoldenRule(NoiseNames.OrnsteinUhlenbeck)));
        Assert.Equal(VerdictKind.False, Judged.Of(formula).Kind);
    }
}
