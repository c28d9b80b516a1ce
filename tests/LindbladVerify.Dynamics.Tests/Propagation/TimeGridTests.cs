using LindbladVerify.Dynamics.Propagation;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

public sealed class TimeGridTests
{
    [Fact]
    public void AUniformGridHoldsBothEndsExactly()
    {
        TimeGrid grid = TimeGrid.Uniform(0.1, 0.7, 8);
        Assert.Equal(8, grid.Count);
        Assert.Equal(0.1, grid.Times[0]);
        Assert.Equal(0.7, grid.Last);
        Assert.True(grid.IsUniform);
        Assert.False(TimeGrid.Of([0, 1, 3]).IsUniform);
        Assert.True(TimeGrid.Of([2.0]).IsUniform);
    }

    [Theory]
    [InlineData(0, 1, 0, "points")]
    [InlineData(-0.1, 1, 3, "from")]
    [InlineData(double.NaN, 1, 3, "from")]
    [InlineData(1, 1, 3, "to")]
    [InlineData(1, 2, 1, "to")]
    [InlineData(0, double.PositiveInfinity, 3, "to")]
    public void BadUniformGridsAreRefusedByName(double from, double to, int points, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => TimeGrid.Uniform(from, to, points)).ParamName);

    [Fact]
    public void TimesThatDescendOrAreNegativeOrMissingAreRefused()
    {
        Assert.Throws<ArgumentException>(() => TimeGrid.Of([]));
        Assert.Throws<ArgumentException>(() => TimeGrid.Of([0, 2, 1]));
        Assert.Throws<ArgumentException>(() => TimeGrid.Of([-1]));
        Assert.Throws<ArgumentException>(() => TimeGrid.Of([0, double.NaN]));
    }
}
