using LindbladVerify.Formulas;
using LindbladVerify.Sweeps.Maps;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using Xunit;

namespace LindbladVerify.Sweeps.Tests.Maps;

public sealed class MapAxisTests
{
    private static readonly Formula Equation9 = FormulaCatalogue.Find("eq9");
    private static readonly string[] Names = [.. Equation9.Parameters.Select(p => p.Name)];

    [Fact]
    public void APositiveRangeOfADecadeOrMoreIsDividedByRatios()
    {
        MapAxis axis = MapAxis.Over(ParameterProduct.Parse("Gc", Names), 3e-2, 3e4, 7);
        Assert.True(axis.IsLogarithmic);
        Assert.Equal(3e-2, axis.Values[0]);
        Assert.Equal(3e4, axis.Values[^1]);
        Assert.All(axis.Values.Zip(axis.Values.Skip(1)), pair => Assert.Equal(10, pair.Second / pair.First, 1e-13));
    }

    [Fact]
    public void OtherRangesAreDividedByDifferences()
    {
        MapAxis axis = MapAxis.Over(ParameterProduct.Parse("P", Names), -0.5, 1, 4);
        Assert.False(axis.IsLogarithmic);
        Assert.Equal([-0.5, 0, 0.5, 1], axis.Values);
    }

    [Fact]
    public void TheWholeRangeIsThatOfTheParameterThatChanges()
    {
        ParameterPoint held = OperatingPoints.Default.With("Gc", 5e6);
        Parameter delta = Equation9.Parameters.Single(p => string.Equals(p.Name, "Delta", StringComparison.Ordinal));

        MapAxis axis = MapAxis.Whole(ParameterProduct.Parse("Delta/Gc", Names), Equation9, held, 3);
        Assert.Equal(delta.Low / 5e6, axis.Values[0], 1e-12 * axis.Values[0]);
        Assert.Equal(delta.High / 5e6, axis.Values[^1], 1e-12 * axis.Values[^1]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void AnEmptyRangeIsRefused(double low, double high)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => MapAxis.Over(ParameterProduct.Parse("P", Names), low, high, 4));
        Assert.Contains("range of P", e.Message, StringComparison.Ordinal);
    }
}
