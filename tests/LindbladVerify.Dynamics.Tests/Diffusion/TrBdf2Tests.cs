using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Diffusion;

public sealed class TrBdf2Tests
{
    [Fact]
    public void IsOfSecondOrderInTime()
    {
        (RadialExchange exchange, Func<double, double[]> exact, double[] initial) = Decaying();
        const double End = 2;
        double slope = ConvergenceOrder.Slope(new[] { 8, 16, 32, 64, 128 }.Select(n => (End / n, Largest(March(exchange, initial, End, n), exact(End)))), 1e-12);
        Assert.InRange(slope, 1.95, 2.05);
    }

    [Fact]
    public void AnOverlongStepDampsWhatIsStiff()
    {
        RadialExchange exchange = RadialExchangeTests.Barrier(40);
        double[] initial = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        double[] next = new double[40];
        new TrBdf2(exchange).Step(initial, 1e12, next);
        double mean = RadialExchangeTests.Mean(exchange, initial);

        // |R(z)| falls as 1/|z|, z = h λ with λ above 1e-4 1/s.
        Assert.All(next, v => Assert.Equal(mean, v, 1e-6));
    }

    [Fact]
    public void StepControlKeepsTheErrorNearItsTolerance()
    {
        (RadialExchange exchange, Func<double, double[]> exact, double[] initial) = Decaying();
        double[] times = [0, 0.3, 1, 4];
        double previous = double.PositiveInfinity;
        foreach (double tolerance in new[] { 1e-4, 1e-6, 1e-8 })
        {
            ExchangeSolution solution = new TrBdf2(exchange).Solve(initial, times, tolerance);
            double error = Enumerable.Range(0, times.Length).Max(k => Largest(solution.Polarizations[k], exact(times[k])));

            // Errors per step of a decaying solution add up over the decay time: steps ∝ tolerance^(-1/3).
            Assert.True(error < tolerance * solution.Steps, $"{error:E1} at tolerance {tolerance:E0} in {solution.Steps} steps");
            Assert.True(error < previous / 5, $"{error:E1} after {previous:E1}");
            previous = error;
        }
    }

    [Fact]
    public void PolarizationIsConservedOverTenThousandSeconds()
    {
        RadialExchange exchange = RadialExchangeTests.Barrier(400);
        double[] initial = [.. exchange.Grid.InsideFraction(0.9).Select(f => 0.7 * f)];
        double[] times = [0, .. Enumerable.Range(0, 60).Select(k => 0.01 * Math.Pow(1e6, k / 59.0))];
        ExchangeSolution solution = new TrBdf2(exchange).Solve(initial, times);
        double[] mean = [.. solution.Polarizations.Select(p => RadialExchangeTests.Mean(exchange, p))];
        Assert.All(mean, m => Approx.Relative(mean[0], m, 1e-12, "no loss, no gain"));
        Assert.Equal(times, solution.Times);
        Assert.All(solution.Polarizations, p => Assert.All(p, v => Assert.InRange(v, -1e-6, 0.7 + 1e-6)));
    }

    [Fact]
    public void LossAndGainLeadToTheirBalance()
    {
        RadialGrid grid = RadialGrid.Uniform(0.3, 2, 30);
        double[] losses = Enumerable.Repeat(0.02, 30).ToArray();
        var exchange = new RadialExchange(grid, r => r, losses, [.. losses.Select(r => -0.6 * r)]);
        ExchangeSolution solution = new TrBdf2(exchange).Solve([.. grid.Centres.Select(r => r < 1 ? 0.7 : 0)], [0, 3000]);
        Assert.All(solution.Polarizations[^1], v => Approx.Equal(-0.6, v, 1e-6, "exp(-60) of the start is left, and the tolerance"));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    public void TheToleranceIsRelativeToThePolarization(double scale)
    {
        (RadialExchange exchange, _, double[] initial) = Decaying();
        var still = new RadialExchange(exchange.Grid, r => 0.3 * r * r);
        double[] unit = new TrBdf2(still).Solve(initial, [0, 0.3, 1]).Polarizations[^1];
        double[] scaled = new TrBdf2(still).Solve([.. initial.Select(v => scale * v)], [0, 0.3, 1]).Polarizations[^1];
        Assert.All(unit.Zip(scaled), p => Approx.Equal(p.First, p.Second / scale, 1e-6, "a linear equation, tolerance 1e-7 per step"));
    }

    [Fact]
    public void BadInputIsRefusedByName()
    {
        var solver = new TrBdf2(RadialExchangeTests.Barrier(4));
        Assert.Contains("4, not 3", Assert.Throws<ArgumentException>(() => solver.Solve([1, 2, 3], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("ascending", Assert.Throws<ArgumentException>(() => solver.Solve([1, 2, 3, 4], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("ascending", Assert.Throws<ArgumentException>(() => solver.Solve([1, 2, 3, 4], [])).Message, StringComparison.Ordinal);
        Assert.Contains("tolerance", Assert.Throws<ArgumentException>(() => solver.Solve([1, 2, 3, 4], [0, 1], 0)).Message, StringComparison.Ordinal);
    }

    /// <summary>A mode on a uniform background with uniform loss and gain: every part decays in closed form.</summary>
    private static (RadialExchange Exchange, Func<double, double[]> Exact, double[] Initial) Decaying()
    {
        RadialGrid grid = RadialGrid.Uniform(0.34, 1.994, 24);
        static double D(double r) => 0.3 * r * r;
        (double rate, double[] mode) = RadialRelaxation.SlowestMode(new RadialExchange(grid, D));
        const double Loss = 0.7;
        const double Gain = -0.2;
        var exchange = new RadialExchange(grid, D, Enumerable.Repeat(Loss, 24).ToArray(), Enumerable.Repeat(Gain, 24).ToArray());
        double[] Exact(double t) =>
            [.. mode.Select(v => (v * Math.Exp(-(rate + Loss) * t)) + (Gain / Loss) + ((0.5 - (Gain / Loss)) * Math.Exp(-Loss * t)))];
        return (exchange, Exact, Exact(0));
    }

    private static double[] March(RadialExchange exchange, double[] initial, double end, int steps)
    {
        var stepper = new TrBdf2(exchange);
        double[] p = [.. initial];
        double[] next = new double[p.Length];
        for (int k = 0; k < steps; k++)
        {
            stepper.Step(p, end / steps, next);
            (p, next) = (next, p);
        }

        return p;
    }

    private static double Largest(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
