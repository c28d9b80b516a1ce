using LindbladVerify.Formulas;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;
using Xunit;

namespace LindbladVerify.Verification.Tests.Judging;

public sealed class LimitPathSamplesTests
{
    [Fact]
    public void ThePrefactorIsThatOfThePowerLaw()
    {
        double[] epsilon = [.. Enumerable.Range(0, 9).Select(k => Math.Pow(10, -k / 4.0))];
        double[] error = [.. epsilon.Select(e => 0.37 * Math.Pow(e, 1.5))];
        var path = new LimitPathSamples("typical", new ParameterPoint(["x"], [1]), epsilon, error, OrderFit.Fit(epsilon.Zip(error)));

        // Sums of nine logarithms of order one.
        Assert.Equal(0.37, path.Prefactor(), 1e-13);
        Assert.True(double.IsNaN((path with { Order = null }).Prefactor()));
    }

    [Theory]
    [InlineData("fast-electron", true)]
    [InlineData("large-hyperfine-electron-telegraph", false)]
    public void ALimitKeepsATypicalAndItsWorstPath(string claim, bool vanishes)
    {
        Formula eq9 = FormulaCatalogue.Find("eq9");
        var context = new JudgingContext(new ReferenceLibrary(DenseKernels.Managed), new JudgingSettings { ScanPoints = 64, Searches = 1, LimitStarts = 6 }, CancellationToken.None);
        Verdict verdict = Judge.Of(eq9, eq9.Claims.Single(c => string.Equals(c.Id, claim, StringComparison.Ordinal)), context);

        Assert.Equal(["typical", "worst"], verdict.Paths.Select(p => p.Role));
        Assert.All(verdict.Paths, p =>
        {
            Assert.Equal(1, p.Epsilon[0]);
            Assert.Equal(p.Epsilon.Count, p.RelativeError.Count);
            Assert.True(p.Epsilon.Zip(p.Epsilon.Skip(1)).All(pair => pair.Second < pair.First));
        });
        if (vanishes)
        {
            Assert.True(verdict.Paths[1].Order!.Value <= verdict.Paths[0].Order!.Value);
        }
        else
        {
            Assert.True(verdict.Paths[1].RelativeError[^1] >= verdict.Paths[0].RelativeError[^1]);
        }
    }
}
