using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Maps;

public sealed class CutFinderTests
{
    private static readonly ReferenceLibrary Library = new(DenseKernels.Managed);
    private static readonly Formula Equation9 = FormulaCatalogue.Find("eq9");
    private static readonly Reference Electron = Reference.GoldenRule(NoiseNames.ElectronTelegraph);

    [Fact]
    public void ADisagreementIsCutWhereItChangesMost()
    {
        var point = new ParameterPoint(["D", "Delta", "P", "Gc", "G2"], [100, 1e8, 0.7, 1e4, 1e3]);
        FormulaCut cut = CutFinder.Find(Equation9, Electron, Library, point)!;

        // The ratio does not depend on D, and all other parameters were tried with it.
        Assert.NotEqual("D", cut.Parameter.Name);
        double Spread(FormulaCut c) => c.Predicted.Zip(c.Computed, (p, r) => Math.Log(p / r)).Max() - c.Predicted.Zip(c.Computed, (p, r) => Math.Log(p / r)).Min();
        Assert.All(Equation9.Parameters, p =>
        {
            double[] values = [.. Enumerable.Range(0, 33).Select(k => p.IsLogarithmic ? p.Low * Math.Pow(p.High / p.Low, k / 32.0) : p.Low + ((p.High - p.Low) * k / 32))];
            double[] logs = [.. values.Select(v => Math.Log(Equation9.Predict(point.With(p.Name, v)) / Library.Evaluate(Electron, point.With(p.Name, v)).Value))];
            Assert.True(logs.Max() - logs.Min() <= Spread(cut) * (1 + 1e-9), p.Name);
        });
    }

    [Fact]
    public void EveryPointOfACutIsFormulaAndReferenceThere()
    {
        var point = new ParameterPoint(["D", "Delta", "P", "Gc", "G2"], [100, 3e6, 0.6, 1e5, 1e4]);
        FormulaCut cut = CutFinder.Find(Equation9, Electron, Library, point, points: 21)!;
        Assert.Equal(21, cut.Values.Count);
        Assert.Equal(cut.Parameter.Low, cut.Values[0]);
        Assert.Equal(cut.Parameter.High, cut.Values[^1], 1e-9 * cut.Parameter.High);
        for (int k = 0; k < 21; k++)
        {
            ParameterPoint here = point.With(cut.Parameter.Name, cut.Values[k]);
            Assert.Equal(Equation9.Predict(here), cut.Predicted[k]);
            Assert.Equal(Library.Evaluate(Electron, here).Value, cut.Computed[k]);
        }
    }

    [Fact]
    public void AgreementIsCutWhereTheQuantityIsNoPowerLaw()
    {
        // W goes as D² on all of its range: a straight line says nothing.
        FormulaCut cut = CutFinder.Find(Equation9, Reference.GoldenRule(NoiseNames.SymmetricTelegraph), Library, disagreement: null)!;
        Assert.NotEqual("D", cut.Parameter.Name);
    }

    [Fact]
    public void ADomainOfOnePointHasNoCut()
    {
        Formula quoted = FormulaCatalogue.Find("fig3");
        Reference reference = quoted.Claims.OfType<BoundClaim>().First().Reference;
        Assert.Null(CutFinder.Find(quoted, reference, Library, disagreement: null));
    }

    /// <summary>Along a parameter a whole course would be compared at another time for every value.</summary>
    [Fact]
    public void AWholeCourseIsCutAlongTheTime()
    {
        FileFormula course = FormulaGallery.All.Single(f => f.Id is "kubo-free-induction-decay");
        Reference reference = KnownModels.ReferenceOf(course.Claims[0])!;
        FormulaCut cut = CutFinder.Find(course, reference, new ReferenceLibrary(DenseKernels.Managed, [course]), disagreement: null)!;
        Assert.Equal("t", cut.Parameter.Name);
        Assert.Equal(0, cut.Values[0]);
        Assert.Equal(1, cut.Computed[0], 12);
        Assert.All(cut.Predicted.Zip(cut.Computed), v => Assert.Equal(v.First, v.Second, 9));
        double[] step = [.. cut.Computed.Zip(cut.Computed.Skip(1), (a, b) => Math.Abs(b - a))];
        Assert.InRange(step.Max(), 0, 0.5); // a curve, no zigzag
    }
}
