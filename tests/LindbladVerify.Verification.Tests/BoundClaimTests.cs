using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Bounds on the error in a region, two-sided and one-sided.</summary>
public sealed class BoundClaimTests
{
    [Theory]
    [InlineData(0.04, VerdictKind.Bounded)]
    [InlineData(-0.04, VerdictKind.Bounded)]
    [InlineData(0.06, VerdictKind.False)]
    [InlineData(-0.06, VerdictKind.False)]
    public void TwoSided(double error, VerdictKind expected) =>
        Assert.Equal(expected, Judge(_ => 1 + error, within: 0.05, sign: 0).Kind);

    [Theory]
    [InlineData(1, 0.5, VerdictKind.Bounded)]
    [InlineData(1, -1e-6, VerdictKind.False)]
    [InlineData(-1, -0.5, VerdictKind.Bounded)]
    [InlineData(-1, 1e-6, VerdictKind.False)]
    public void OneSided(int sign, double error, VerdictKind expected) =>
        Assert.Equal(expected, Judge(_ => 1 + error, double.PositiveInfinity, sign).Kind);

    [Fact]
    public void OneSidedWithALargestError()
    {
        Assert.Equal(VerdictKind.Bounded, Judge(_ => 1.04, 0.05, 1).Kind);
        Assert.Equal(VerdictKind.False, Judge(_ => 1.06, 0.05, 1).Kind);
    }

    [Fact]
    public void OnlyTheRegionCounts()
    {
        // The error is 10 % outside the region and 1 % inside.
        Assert.Equal(VerdictKind.Bounded, Judge(p => p["P"] < 0.5 ? 1.01 : 1.1, 0.05, 0, p => p["P"] < 0.5).Kind);
        Verdict refuted = Judge(p => p["P"] < 0.5 ? 1.01 : 1.1, 0.05, 0, p => p["P"] < 0.6);
        Assert.Equal(VerdictKind.False, refuted.Kind);
        Assert.InRange(refuted.Counterexample!.Point["P"], 0.5, 0.6);
    }

    [Fact]
    public void BoundIsExceededOnlyAtItsWorstPoint()
    {
        // The largest error, 5.2 %, sits in a corner of the scan; a bound of 5.1 % is refuted by search.
        Verdict refuted = Judge(p => 1 + (0.052 * Math.Exp(-Math.Pow(Math.Log(p["Gc"] / 3), 2) - Math.Pow(p["P"] - 0.4, 2))), 0.0515, 0);
        Assert.Equal(VerdictKind.False, refuted.Kind);
    }

    [Fact]
    public void EmptyRegionIsOutOfDomain() =>
        Assert.Equal(VerdictKind.OutOfDomain, Judge(_ => 1, 0.05, 0, p => p["Gc"] > 1e6).Kind);

    private static Verdict Judge(Func<ParameterPoint, double> factor, double within, int sign, Func<ParameterPoint, bool>? where = null) =>
        Judged.TimesTruth(factor, new BoundClaim("bound", "It is near.", VerdictKind.Bounded, Judged.Electron, within, where ?? (_ => true), "region", sign));
}
