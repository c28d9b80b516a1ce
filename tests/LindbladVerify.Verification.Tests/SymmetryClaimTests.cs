using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>Symmetries and scaling laws, of the formula and of the truth.</summary>
public sealed class SymmetryClaimTests
{
    [Fact]
    public void EvenFormulaIsExact() => Assert.Equal(VerdictKind.Exact, Judge(_ => 1, p => p.With("P", -p["P"]), 1, withReference: true).Kind);

    [Fact]
    public void BrokenSymmetryIsRefutedWithAPoint()
    {
        Verdict verdict = Judge(p => 1 + (0.01 * p["P"]), p => p.With("P", -p["P"]), 1, withReference: false);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Assert.NotNull(verdict.Counterexample);
        Assert.InRange(verdict.LargestRelativeError, 0.015, 0.0203);
    }

    [Fact]
    public void ScalingLawNeedsItsFactor()
    {
        Func<ParameterPoint, ParameterPoint> doubled = p => p.With("D", 2 * p["D"]);
        Assert.Equal(VerdictKind.Exact, Judge(_ => 1, doubled, 4, withReference: true).Kind);
        Assert.Equal(VerdictKind.False, Judge(_ => 1, doubled, 2, withReference: true).Kind);
    }

    [Fact]
    public void SymmetryThatTheTruthDoesNotHaveIsRefuted()
    {
        // A constant is symmetric under anything; the rate is not symmetric under Gc <-> G2.
        var formula = new DelegateFormula("constant", DelegateFormula.PairParameters, _ => 1, Swap(Judged.Electron));
        Assert.Equal(VerdictKind.False, Judged.Of(formula).Kind);
        Assert.Equal(VerdictKind.Exact, Judged.Of(new DelegateFormula("constant-alone", DelegateFormula.PairParameters, _ => 1, Swap(null))).Kind);
    }

    [Fact]
    public void ImagesOutsideTheDomainOfTheFormulaAreLeftOut()
    {
        Verdict verdict = Judge(p => p["P"] >= 0 ? 1 : throw new ArgumentOutOfRangeException(nameof(p)), p => p.With("P", 0.5 - p["P"]), 1, withReference: false);
        Assert.Equal(VerdictKind.False, verdict.Kind);
        Verdict nowhere = Judge(p => p["P"] >= 0 ? 1 : throw new ArgumentOutOfRangeException(nameof(p)), p => p.With("P", -1e-3 - p["P"]), 1, withReference: false);
        Assert.Equal(VerdictKind.OutOfDomain, nowhere.Kind);
    }

    private static SymmetryClaim Swap(Reference? reference) =>
        new("swap", "It is symmetric.", VerdictKind.Exact, p => p.With("Gc", p["G2"]).With("G2", p["Gc"]), "Gc <-> G2", _ => 1, reference);

    private static Verdict Judge(Func<ParameterPoint, double> factor, Func<ParameterPoint, ParameterPoint> map, double gain, bool withReference) =>
        Judged.TimesTruth(factor, new SymmetryClaim("symmetry", "It is symmetric.", VerdictKind.Exact, map, "map", _ => gain, withReference ? Judged.Electron : null));
}
