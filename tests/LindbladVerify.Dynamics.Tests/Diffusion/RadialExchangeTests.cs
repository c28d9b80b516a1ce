using LindbladVerify.Dynamics.Diffusion;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Diffusion;

public sealed class RadialExchangeTests
{
    [Fact]
    public void TheSlowestModeOfAHomogeneousBallConvergesWithSecondOrder()
    {
        // p = sin(kr)/(kr) with tan(kR) = kR; the first root is 4.493409457909064.
        const double D = 1.7;
        const double R = 1.3;
        double exact = D * Math.Pow(4.493409457909064 / R, 2);
        Assert.InRange(SpatialOrder(0, R, _ => D, exact), 1.95, 2.05);
    }

    [Fact]
    public void SoDoesTheOneOfADiffusionCoefficientThatGrowsTwentyFold()
    {
        // D = c r²: p = r^(-3/2) (cos + (3/2ω) sin)(ω ln(r/a)) is flat at both walls for ω ln(b/a) = π, and decays at c (9/4 + ω²).
        const double A = 0.4;
        const double B = 1.9;
        double omega = Math.PI / Math.Log(B / A);
        Assert.InRange(SpatialOrder(A, B, r => 0.6 * r * r, 0.6 * (2.25 + (omega * omega))), 1.95, 2.05);
    }

    [Fact]
    public void TheSlowestModeIsAnEigenvectorOfTheDerivative()
    {
        RadialExchange exchange = Barrier(60);
        (double rate, double[] mode) = RadialRelaxation.SlowestMode(exchange);
        double[] derivative = new double[60];
        exchange.Derivative(mode, derivative);
        double scale = mode.Max(Math.Abs);
        for (int i = 0; i < 60; i++)
        {
            // Rounding of p times the largest rate of a shell.
            Approx.Equal(-rate * mode[i], derivative[i], 1e-11 * rate * scale + (1e-15 * scale * LargestRate(exchange)), "A v = -λ v");
        }
    }

    [Fact]
    public void TheIntegralSolvesItsEquation()
    {
        RadialExchange exchange = Barrier(50);
        double[] initial = [.. exchange.Grid.Centres.Select(r => r < 0.9 ? 0.7 : -0.2 + (0.1 * r))];
        double[] integral = RadialRelaxation.Integral(exchange, initial);
        double mean = Mean(exchange, initial);
        double[] derivative = new double[50];
        exchange.Derivative(integral, derivative);
        for (int i = 0; i < 50; i++)
        {
            Approx.Equal(mean - initial[i], derivative[i], 1e-14 * integral.Max(Math.Abs) * LargestRate(exchange), "A q = p(∞) - p(0)");
        }

        Approx.Equal(0, Mean(exchange, integral), 1e-14 * integral.Max(Math.Abs), "what is missing here is elsewhere");
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1.0)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void AnImplicitSolveConservesHoweverLongTheStep(double s)
    {
        RadialExchange exchange = Barrier(400);
        double[] right = [.. exchange.Grid.Centres.Select(r => r < 0.9 ? 0.7 : 0)];
        double[] x = new double[400];
        exchange.SolveImplicit(s, right, x);
        Approx.Relative(Mean(exchange, right), Mean(exchange, x), 1e-13, "sums of positive numbers only: rounding of n terms");
        Assert.All(x, v => Assert.InRange(v, 0, 0.7 + 1e-12));
    }

    [Fact]
    public void TheSolveInvertsOneMinusSTimesTheGenerator()
    {
        const double S = 0.3;
        RadialGrid grid = RadialGrid.Uniform(0.3, 2, 40);
        double[] losses = [.. grid.Centres.Select(r => 0.4 / r)];
        double[] gains = [.. grid.Centres.Select(r => 0.1 * Math.Sin(5 * r))];
        var exchange = new RadialExchange(grid, r => 0.05 * r, losses, gains);
        double[] x = [.. grid.Centres.Select(r => Math.Cos(7 * r))];
        double[] derivative = new double[40];
        exchange.Derivative(x, derivative);
        double[] right = [.. x.Select((v, i) => v - (S * (derivative[i] - gains[i])))];
        double[] found = new double[40];
        exchange.SolveImplicit(S, right, found);
        Approx.Equal(x, found, 1e-13, "condition number 1 + s·λ of about 60");
    }

    [Fact]
    public void AUniformPolarizationStaysAndSharesAreVolumes()
    {
        RadialExchange exchange = Barrier(30);
        double[] derivative = new double[30];
        exchange.Derivative(Enumerable.Repeat(0.4, 30).ToArray(), derivative);
        Assert.All(derivative, v => Assert.Equal(0, v));
        double[] share = exchange.Grid.InsideFraction(0.9);
        double inside = share.Zip(exchange.Grid.Volumes, (a, b) => a * b).Sum();
        Approx.Relative(4 * Math.PI / 3 * (Math.Pow(0.9, 3) - Math.Pow(0.34, 3)), inside, 1e-14, "the face need not lie at r_h");
    }

    [Fact]
    public void BadInputIsRefusedByName()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => RadialGrid.Uniform(-1, 2, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("exceed", Assert.Throws<ArgumentOutOfRangeException>(() => RadialGrid.Uniform(2, 1, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("2 shells", Assert.Throws<ArgumentOutOfRangeException>(() => RadialGrid.Uniform(1, 2, 1)).Message, StringComparison.Ordinal);
        RadialGrid grid = RadialGrid.Uniform(0.3, 2, 4);
        Assert.Contains("nm²/s", Assert.Throws<ArgumentException>(() => new RadialExchange(grid, _ => -1)).Message, StringComparison.Ordinal);
        Assert.Contains("loss", Assert.Throws<ArgumentException>(() => new RadialExchange(grid, _ => 1, [1, 1, -1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("4, not 3", Assert.Throws<ArgumentException>(() => new RadialExchange(grid, _ => 1, null, [1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("even out", Assert.Throws<ArgumentException>(() => RadialRelaxation.SlowestMode(new RadialExchange(grid, _ => 1, [1, 1, 1, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("vanishes", Assert.Throws<ArgumentException>(() => RadialRelaxation.SlowestMode(new RadialExchange(grid, r => r > 1 ? 1 : 0))).Message, StringComparison.Ordinal);
    }

    /// <summary>D that falls by eight decades towards the electron, as at P near 1.</summary>
    internal static RadialExchange Barrier(int shells) =>
        new(RadialGrid.Uniform(0.34, 1.994, shells), r => 27 / (1 + Math.Pow(1.4 / r, 12) * 20));

    internal static double Mean(RadialExchange exchange, IReadOnlyList<double> p) =>
        p.Select((v, i) => v * exchange.Weights[i]).Sum() / exchange.Grid.Volumes.Sum();

    private static double LargestRate(RadialExchange exchange) =>
        Enumerable.Range(0, exchange.Count - 1).Max(k => exchange.Conductances[k] / Math.Min(exchange.Weights[k], exchange.Weights[k + 1]));

    private static double SpatialOrder(double inner, double outer, Func<double, double> d, double exact) =>
        ConvergenceOrder.Slope(new[] { 20, 40, 80, 160, 320 }.Select(n => (1.0 / n, Math.Abs(RadialRelaxation.SlowestMode(new RadialExchange(RadialGrid.Uniform(inner, outer, n), d)).Rate - exact) / exact)), 1e-12);
}
