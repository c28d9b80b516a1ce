using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>White and static noise: known rates, approached with measured order.</summary>
public sealed class NoiseLimitTests
{
    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void WhiteNoiseBroadensTheLineAtAnyCoupling(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        const double splitting = 3.1e5;
        const double narrowed = 0.9e5;
        const double broadening = 1.3e5;
        foreach (double dipolar in new[] { 1e3, 4e5 })
        {
            double width = broadening + narrowed;
            double expected = dipolar * dipolar / 2 * width / ((splitting * splitting) + (width * width));
            double slope = ConvergenceOrder.Slope(
                Enumerable.Range(0, 8).Select(k =>
                {
                    double electronRate = 1e9 * Math.Pow(2, k);
                    double variance = narrowed * electronRate;
                    double hyperfine = Math.Sqrt((splitting * splitting) + variance);
                    var pair = new NuclearPair(dipolar, hyperfine, splitting / hyperfine, electronRate, broadening);
                    return (1 / electronRate, Math.Abs((FlipFlopRates.ResidenceTimeValue(pair, noise) / expected) - 1));
                }),
                1e-12);
            Assert.True(slope is > 0.97 and < 1.03, $"{name}, D = {dipolar}: order {slope:F4}");
        }
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    [InlineData("electron-fluctuators:2")]
    [InlineData("fluctuators:3")]
    public void StaticLimitsDoNotCommute(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        const double dipolar = 2e3;
        const double hyperfine = 4e5;
        const double polarization = 0.35;
        const double broadening = 1.5e5;
        MarkovChainNoise chain = Assert.IsType<MarkovChainNoise>(noise.Process(polarization, 1));
        (double Population, double Rate)[] levels =
        [
            .. chain.Values.Zip(chain.Populations, (v, p) => (p, dipolar * dipolar / 2 * broadening / ((broadening * broadening) + (hyperfine * v * hyperfine * v)))),
        ];
        double arithmetic = levels.Sum(l => l.Population * l.Rate);
        double harmonic = 1 / levels.Sum(l => l.Population / l.Rate);

        // Both are reached with first order: the golden rule once Γc ≪ Γ2, the residence time only once Γc ≪ W.
        Assert.InRange(Order(r => FlipFlopRates.GoldenRuleValue(r, noise), arithmetic, 1e3), 0.97, 1.03);
        Assert.InRange(Order(r => FlipFlopRates.ResidenceTimeValue(r, noise), harmonic, 1e-3), 0.97, 1.03);

        double Order(Func<NuclearPair, double> rate, double limit, double start) => ConvergenceOrder.Slope(
            Enumerable.Range(0, 8).Select(k =>
            {
                double electronRate = start * Math.Pow(0.5, k);
                return (electronRate, Math.Abs((rate(new NuclearPair(dipolar, hyperfine, polarization, electronRate, broadening)) / limit) - 1));
            }),
            1e-13);
    }
}
