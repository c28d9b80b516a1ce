using LindbladVerify.TestSupport;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests;

/// <summary>The log-log fit on power laws that are known.</summary>
public sealed class OrderFitTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-0.7)]
    [InlineData(0)]
    public void PurePowerIsExact(double order)
    {
        MeasuredOrder fit = OrderFit.Fit(Samples(8, e => 3.7 * Math.Pow(e, order)))!;
        Approx.Equal(order, fit.Value, 1e-13, "eight roundings of a logarithm over a spread of 4");
        Approx.Equal(0, fit.StandardError, 1e-13, "no scatter");
        Assert.Equal(7, fit.LocalSlopes.Count);
        Assert.All(fit.LocalSlopes, s => Approx.Equal(order, s, 1e-13, "local slope"));
        Assert.Equal(8, fit.Points);
    }

    [Fact]
    public void OrderOfSamplesDoesNotMatter()
    {
        (double, double)[] samples = [.. Samples(9, e => (2 * e) + (e * e))];
        MeasuredOrder forward = OrderFit.Fit(samples)!;
        MeasuredOrder backward = OrderFit.Fit(samples.Reverse())!;
        Assert.Equal(forward.Value, backward.Value);
        Assert.Equal(forward.LocalSlopes, backward.LocalSlopes);
        Assert.True(forward.From < forward.To);
    }

    [Fact]
    public void StandardErrorCoversScatter()
    {
        // Scatter of known size: over many draws the true order lies within three standard errors nearly always (t with 6 degrees: 97.6 %).
        var random = new RandomSystems(51);
        int inside = 0;
        const int draws = 2000;
        for (int k = 0; k < draws; k++)
        {
            MeasuredOrder fit = OrderFit.Fit(Samples(8, e => e * Math.Exp(0.05 * Normal(random))))!;
            inside += Math.Abs(fit.Value - 1) < 3 * fit.StandardError ? 1 : 0;
        }

        // Expected 1952 with a standard deviation of 7.
        Assert.InRange(inside, 1952 - 35, 1952 + 35);
    }

    [Fact]
    public void FewerThanFourPointsAreRefused()
    {
        Assert.Null(OrderFit.Fit(Samples(3, e => e)));
        Assert.NotNull(OrderFit.Fit(Samples(4, e => e)));
        Assert.Null(OrderFit.Fit([]));
    }

    private static IEnumerable<(double Epsilon, double Error)> Samples(int count, Func<double, double> error) =>
        Enumerable.Range(0, count).Select(k => Math.Pow(10, -k / 4.0)).Select(e => (e, error(e)));

    private static double Normal(RandomSystems random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Uniform(0, 1))) * Math.Cos(2 * Math.PI * random.Uniform(0, 1));
}
