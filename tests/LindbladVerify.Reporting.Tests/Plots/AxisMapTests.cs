using LindbladVerify.Reporting.Plots;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Plots;

public sealed class AxisMapTests
{
    [Theory]
    [InlineData(nameof(AxisScale.Linear), -3.7, 12.9)]
    [InlineData(nameof(AxisScale.Log10), 3e-9, 7e4)]
    public void Limits_go_to_the_ends_and_the_inverse_goes_back(string scaleName, double low, double high)
    {
        AxisScale scale = Enum.Parse<AxisScale>(scaleName);
        var map = new AxisMap(scale, low, high);
        Assert.Equal(0, map.Map(low));
        Assert.Equal(1, map.Map(high));
        for (double place = -0.25; place <= 1.25; place += 0.0625)
        {
            // One rounding of a logarithm near 10 (ulp 2e-15) divided by 13 decades, and the same back.
            Assert.Equal(place, map.Map(map.Unmap(place)), 1e-14);
        }
    }

    [Fact]
    public void The_geometric_mean_is_half_way_on_a_logarithmic_axis()
    {
        Assert.Equal(0.5, new AxisMap(AxisScale.Log10, 1e-3, 1e5).Map(10), 1e-15);
    }

    [Fact]
    public void What_has_no_place_maps_to_NaN()
    {
        var log = new AxisMap(AxisScale.Log10, 1, 10);
        Assert.All([0, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity], v => Assert.True(double.IsNaN(log.Map(v))));
        var linear = new AxisMap(AxisScale.Linear, 1, 10);
        Assert.All([double.NaN, double.PositiveInfinity], v => Assert.True(double.IsNaN(linear.Map(v))));
    }

    [Fact]
    public void The_whole_range_of_doubles_can_be_an_axis()
    {
        var map = new AxisMap(AxisScale.Linear, -double.MaxValue, double.MaxValue);
        Assert.Equal(0.5, map.Map(0));
        Assert.Equal(1, map.Map(double.MaxValue));
    }

    [Theory]
    [InlineData(nameof(AxisScale.Linear))]
    [InlineData(nameof(AxisScale.Log10))]
    public void Covering_holds_all_that_can_be_drawn_whatever_else_is_there(string scaleName)
    {
        AxisScale scale = Enum.Parse<AxisScale>(scaleName);
        double[] values = [double.NaN, 3, double.PositiveInfinity, -1, 0, 1e-7, double.NegativeInfinity, 250];
        AxisMap map = AxisMap.Covering(new Axis("x", scale), values, 0.05);
        Assert.All(values.Where(map.IsDrawable), v => Assert.InRange(map.Map(v), 0, 1));

        // Of a padded range r(1 + 2p) the padding at each end is p/(1 + 2p).
        Assert.Equal(0.05 / 1.1, map.Map(scale == AxisScale.Linear ? -1 : 1e-7), 1e-12);
    }

    [Theory]
    [InlineData(nameof(AxisScale.Linear))]
    [InlineData(nameof(AxisScale.Log10))]
    public void Data_without_range_or_without_anything_get_a_range(string scaleName)
    {
        AxisScale scale = Enum.Parse<AxisScale>(scaleName);
        foreach (double[] values in new double[][] { [], [7], [7, 7], [double.NaN], [-double.MaxValue, double.MaxValue], [double.Epsilon] })
        {
            AxisMap map = AxisMap.Covering(new Axis("x", scale), values, 0.05);
            Assert.True(map.Low < map.High);
        }
    }

    [Fact]
    public void Limits_given_are_kept()
    {
        AxisMap map = AxisMap.Covering(Axis.Log("x", low: 1e-3), [5, 50], 0.05);
        Assert.Equal(1e-3, map.Low);
        Assert.True(AxisMap.Covering(Axis.Linear("x", low: 100), [5, 50], 0).High > 100);
        Assert.Throws<ArgumentException>(() => AxisMap.Covering(Axis.Log("x", low: -1), [5, 50], 0));
        Assert.Throws<ArgumentException>(() => AxisMap.Covering(Axis.Linear("x", 2, 1), [5, 50], 0));
    }
}
