using LindbladVerify.Formulas;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.Judging;

public sealed class ConstantFactorTests
{
    [Theory]
    [InlineData(6.283185307179586, "2π too large")]
    [InlineData(0.15915494309189535, "2π too small")]
    [InlineData(2, "2 too large")]
    [InlineData(0.5, "2 too small")]
    [InlineData(-1, "sign")]
    [InlineData(1.02, "1.02")]
    public void AConstantRatioIsNamed(double factor, string said) =>
        Assert.Contains(said, ConstantFactor.Describe(Comparisons(_ => factor)), StringComparison.Ordinal);

    [Fact]
    public void ARatioThatVariesIsNot()
    {
        Assert.Null(ConstantFactor.Describe(Comparisons(k => 2 * (1 + (1e-6 * k)))));
        Assert.Null(ConstantFactor.Describe(Comparisons(_ => 2)[..3]));
    }

    private static Comparison[] Comparisons(Func<int, double> factor) =>
        [.. Enumerable.Range(1, 50).Select(k => new Comparison(new ParameterPoint(["x"], [k]), factor(k) * Math.Sqrt(k), Math.Sqrt(k), 1e-15))];
}
