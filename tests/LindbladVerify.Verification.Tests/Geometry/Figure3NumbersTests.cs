using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Paper;
using Xunit;

namespace LindbladVerify.Verification.Tests.Geometry;

/// <summary>What Fig. 3 says with the conventions S1: known numbers to one unit of their last digit.</summary>
public sealed class Figure3NumbersTests
{
    private static readonly DiffusionModel Surrogate = new(ConventionSets.S1, ElectronNoise.SymmetricTelegraph);
    private static readonly DiffusionModel Electron = new(ConventionSets.S1, ElectronNoise.ElectronTelegraph);

    [Theory]
    [InlineData(0.34, 425, 1, 109, 1)]
    [InlineData(0.5, 324, 1, 105, 1)]
    [InlineData(0.7, 87, 1, 59, 1)]
    [InlineData(0.9, 17.06, 0.01, 15.9, 0.1)]
    [InlineData(1.2, 4.83, 0.01, 4.80, 0.01)]
    [InlineData(2.0, 1.42, 0.01, 1.42, 0.01)]
    public void SpeedUpFromThermalToHalfPolarization(double distance, double surrogate, double lastDigit, double electron, double electronLastDigit)
    {
        Assert.Equal(surrogate, Surrogate.SpeedUp(distance, 0.5, 0.9993), lastDigit);
        Assert.Equal(surrogate, (Surrogate with { Method = "eq9" }).SpeedUp(distance, 0.5, 0.9993), lastDigit);
        Assert.Equal(electron, Electron.SpeedUp(distance, 0.5, 0.9993), electronLastDigit);
    }

    [Fact]
    public void GaussianNoiseGivesSixteenPointEight() =>
        Assert.Equal(16.8, new DiffusionModel(ConventionSets.S1, ElectronNoise.OrnsteinUhlenbeck).SpeedUp(0.9, 0.5, 0.9993), 0.05);

    [Fact]
    public void TheLinewidthAsAngularFrequencyGivesFourPointSix() =>
        Assert.Equal(4.61, new DiffusionModel(ConventionSets.AngularBroadening, ElectronNoise.SymmetricTelegraph).SpeedUp(0.9, 0.5, 0.9993), 0.01);

    [Fact]
    public void TheRepairedLimitFormsHoldWithinFivePercentOnEitherSideOfTheirCrossing()
    {
        Assert.Equal(0.56, Bisect(r => Error("eq10", r) - 0.05, 0.4, 0.64), 0.005);
        Assert.Equal(0.76, Bisect(r => Error("eq11", r) - 0.05, 0.9, 0.64), 0.005);
        double crossing = Bisect(r => Error("eq10", r) - Error("eq11", r), 0.5, 0.8);
        Assert.Equal(0.64, crossing, 0.005);
        Assert.Equal(0.17, Error("eq10", crossing), 0.005);
        for (double r = 0.34; r < 0.555; r += 0.01)
        {
            Assert.True(Error("eq10", r) < 0.05, $"eq10 at {r:F2} nm: {Error("eq10", r):P1}");
        }

        for (double r = 0.765; r < 2; r += 0.05)
        {
            Assert.True(Error("eq11", r) < 0.05, $"eq11 at {r:F2} nm: {Error("eq11", r):P1}");
        }
    }

    [Theory]
    [InlineData(0.34, 64, 0.5)]
    [InlineData(0.5, 5.8, 0.05)]
    [InlineData(0.7, 1.40, 0.005)]
    [InlineData(0.9, 1.05, 0.005)]
    public void TheSurrogateExceedsTheElectronAtPolarizationSevenTenths(double distance, double ratio, double halfDigit) =>
        Assert.Equal(ratio, Surrogate.Rate(distance, 0.7) / Electron.Rate(distance, 0.7), halfDigit);

    [Fact]
    public void ScanningConventionsShowsThatSeventeenPinsNothing()
    {
        IReadOnlyList<ConventionRow> rows = ConventionScan.All();
        Assert.Equal(2 * 2 * 5 * 2 * 4 * 2 * 3, rows.Count);
        Assert.True(rows.Count(r => r.FitsSpeedUp) > 5, "many sets fit 17");
        Assert.True(rows[0].Fits == 3, "the best set reproduces all three numbers");
        Assert.Contains("17 alone pins nothing", ConventionScan.Summary(rows), StringComparison.Ordinal);
        Assert.Contains(ConventionScan.Named(), r => r.Conventions == ConventionSets.S1 && r.Fits == 3);
    }

    [Fact]
    public void AveragingTheRateConvergesWithTheDegreeOfTheRule()
    {
        double[] rates = [.. new[] { 11, 17, 23, 29 }.Select(d => new DiffusionModel(ConventionSets.PointDipoles with { QuadratureDegree = d }, ElectronNoise.ElectronTelegraph).Rate(1.2, 0.5))];
        Assert.True(Math.Abs(rates[2] - rates[3]) < Math.Abs(rates[0] - rates[3]), string.Join(", ", rates));
        Assert.Equal(rates[3], rates[2], 1e-2 * rates[3]); // W peaks where two couplings meet: algebraic convergence
    }

    private static double Error(string method, double distance) =>
        Math.Abs(((Surrogate with { Method = method }).Rate(distance, 0.7) / Surrogate.Rate(distance, 0.7)) - 1);

    private static double Bisect(Func<double, double> f, double low, double high)
    {
        bool rising = f(low) < 0;
        for (int k = 0; k < 60; k++)
        {
            double middle = (low + high) / 2;
            (low, high) = f(middle) < 0 == rising ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
