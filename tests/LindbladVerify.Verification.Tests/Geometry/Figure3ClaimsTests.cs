using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.Geometry;

public sealed class Figure3ClaimsTests
{
    private static readonly JudgingSettings Quick = JudgingSettings.Quick with { ScanPoints = 32 };

    [Fact]
    public void EveryClaimOnTheFigureIsFoundAsDeclared()
    {
        SuiteResult result = SuiteRunner.Run([FormulaCatalogue.Find("fig3")], DenseKernels.Managed, Quick);
        Assert.All(result.Verdicts, v => Assert.True(v.AsDeclared, $"{v.Id}: {v.Kind}, {v.Reason}"));
        Assert.Equal(VerdictKind.Bounded, result.Verdicts.Single(v => string.Equals(v.Id, "fig3.speedup-at-hidden-radius", StringComparison.Ordinal)).Kind);
        Assert.Equal(VerdictKind.False, result.Verdicts.Single(v => string.Equals(v.Id, "fig3.breakdown-radius-angular", StringComparison.Ordinal)).Kind);
    }

    [Theory]
    [InlineData("speedUp", 16)]
    [InlineData("speedUp", 18)]
    [InlineData("r", 0.92)]
    [InlineData("a", 0.6)]
    [InlineData("G2", 12e3)]
    public void TheSpeedUpClaimFailsNextToItsPoint(string parameter, double value)
    {
        var formula = FormulaCatalogue.Find("fig3");
        var claim = (BoundClaim)formula.Claims[0];
        var library = new Verification.References.ReferenceLibrary(DenseKernels.Managed);
        Formulas.ParameterPoint point = formula.At([.. formula.Parameters.Select(p => p.Low)]);
        Assert.True(InteriorScan.Compare(formula, claim.Reference, library, point).RelativeError <= claim.Within);
        Assert.True(InteriorScan.Compare(formula, claim.Reference, library, point.With(parameter, value)).RelativeError > claim.Within);
    }

    [Fact]
    public void AnUnknownUnitOfTheBreakdownIsRefused()
    {
        var library = new Verification.References.ReferenceLibrary(DenseKernels.Managed);
        var formula = FormulaCatalogue.Find("fig3");
        Assert.Throws<ArgumentException>(() => library.Evaluate(new Reference(Reference.BreakdownRadiusQuantity, NoiseNames.None, "furlongs"), formula.At([.. formula.Parameters.Select(p => p.Low)])));
    }
}
