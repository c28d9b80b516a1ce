using Xunit;
using static LindbladVerify.Formulas.Tests.PaperFormulas;

namespace LindbladVerify.Formulas.Tests;

/// <summary>Relations between formulas that hold at every point.</summary>
public sealed class RelationTests
{
    /// <summary>Each side is a chain of some thirty roundings of positive terms.</summary>
    private const double Rounding = 1e-14;

    public static IEnumerable<ParameterPoint> Points => DomainPoints.Random(Of("eq9"), 2000);

    [Fact]
    public void PoleFormAndExcessAreEquation9()
    {
        foreach (ParameterPoint p in Points)
        {
            double expected = Of("eq9").Predict(p);
            AssertClose(expected, Of("pole-form").Predict(p), p);
            AssertClose(expected, Of("excess").Predict(p), p);
        }
    }

    [Fact]
    public void RatesAreOrdered()
    {
        foreach (ParameterPoint p in Points)
        {
            double bound = Of("residence-time.lower-bound").Predict(p);
            double exact = Of("residence-time.electron-telegraph").Predict(p);
            double goldenRule = Of("closed-form").Predict(p);
            Assert.True(bound <= exact * (1 + Rounding) && exact <= goldenRule * (1 + Rounding), p.ToString());
            exact = Of("residence-time.symmetric-telegraph").Predict(p);
            goldenRule = Of("eq9").Predict(p);
            Assert.True(bound <= exact * (1 + Rounding) && exact <= goldenRule * (1 + Rounding), p.ToString());
        }
    }

    [Fact]
    public void ResidenceTimeOverDSquaredFallsFromGoldenRuleToLowerBoundAsTheCouplingGrows()
    {
        foreach (ParameterPoint p in DomainPoints.Random(Of("eq9"), 200))
        {
            foreach (Formula formula in new[] { Of("residence-time.symmetric-telegraph"), Of("residence-time.electron-telegraph") })
            {
                double previous = double.PositiveInfinity;
                for (double coupling = 1e-3; coupling < 1e14; coupling *= 10)
                {
                    double ratio = formula.Predict(p.With("D", coupling)) / (coupling * coupling);
                    Assert.True(ratio <= previous * (1 + Rounding), $"{formula.Id} at D = {coupling}: {p}");
                    previous = ratio;
                }

                AssertClose(Of("residence-time.lower-bound").Predict(p.With("D", 1e20)), formula.Predict(p.With("D", 1e20)), p);
            }
        }
    }

    [Fact]
    public void ElectronRateFallsWithPolarization()
    {
        foreach (ParameterPoint p in DomainPoints.Random(Of("eq9"), 200))
        {
            double previous = double.PositiveInfinity;
            for (int i = 0; i <= 100; i++)
            {
                double rate = Of("closed-form").Predict(p.With("P", i / 100.0));
                Assert.True(rate <= previous * (1 + Rounding), p.ToString());
                previous = rate;
            }
        }
    }

    [Fact]
    public void Equation9RisesWithPolarizationSomewhere() =>
        Assert.True(RateOf("eq9")(10, 1e7, 0.7, 1e5, 1e4) > 10 * RateOf("eq9")(10, 1e7, 0.3, 1e5, 1e4));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void EveryRateOfTheRealElectronAgreesAtNoAndFullPolarization(double polarization)
    {
        foreach (ParameterPoint p in DomainPoints.Random(Of("eq9"), 200).Select(p => p.With("P", polarization)))
        {
            double expected = Of("eq9").Predict(p);
            AssertClose(expected, Of("closed-form").Predict(p), p);
            AssertClose(expected, Of("residence-time.symmetric-telegraph").Predict(p), p);
            AssertClose(expected, Of("residence-time.electron-telegraph").Predict(p), p);
            AssertClose(expected, Of("white-noise-limit").Predict(p), p);
        }
    }

    [Fact]
    public void TheSpectrumIsNormalisedAndHasTheSecondMomentOfTheNoise()
    {
        // Substituting omega = nu tan(u) maps the line onto a period; the integrands are analytic there, so the midpoint rule
        // converges geometrically and 4000 points leave rounding.
        const double Hyperfine = 3.1e6, Polarization = 0.37, ElectronRate = 1.7e6;
        double nu = Hyperfine * Math.Sqrt(1 - (Polarization * Polarization));
        double norm = 0, second = 0;
        const int Count = 4000;
        for (int i = 0; i < Count; i++)
        {
            double u = Math.PI * ((i + 0.5) / Count - 0.5);
            double omega = nu * Math.Tan(u);
            double weight = nu / (Math.Cos(u) * Math.Cos(u)) / (2 * Count);
            double density = Value("eq4", Hyperfine, Polarization, ElectronRate, omega);
            norm += weight * density;
            second += weight * density * omega * omega;
        }

        Assert.Equal(1, norm, 1e-12);
        Assert.Equal(1, second / (nu * nu), 1e-12);
    }

    [Theory]
    [InlineData(2.0e6, 1.0e6)]
    [InlineData(2.0e6, 2.7e6)]
    public void TheSpectrumHasItsPeaksWhereItShould(double nu, double electronRate)
    {
        double peak = Math.Sqrt((nu * nu) - (electronRate * electronRate / 2));
        double top = Value("eq4", nu, 0, electronRate, peak);
        Assert.True(top > Value("eq4", nu, 0, electronRate, peak * 1.001));
        Assert.True(top > Value("eq4", nu, 0, electronRate, peak * 0.999));
    }

    private static void AssertClose(double expected, double actual, ParameterPoint at) =>
        Assert.True(Math.Abs(actual - expected) <= Rounding * expected, $"{actual:R} instead of {expected:R} at {at}");
}
