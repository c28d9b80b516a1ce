using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>All definitions of the rate agree to order D², with known coefficients of the next order.</summary>
public sealed class OrderInCouplingTests
{
    [Theory]
    [MemberData(nameof(PairSamples.FiniteNoises), MemberType = typeof(PairSamples))]
    public void ResidenceTimeLeavesTheGoldenRuleAtSecondOrder(string name) =>
        Check(name, FlipFlopRates.ResidenceTime, r => r.ResidenceCoefficient);

    [Theory]
    [MemberData(nameof(PairSamples.FiniteNoises), MemberType = typeof(PairSamples))]
    public void SpectralGapLeavesTheGoldenRuleAtSecondOrder(string name) =>
        Check(name, FlipFlopRates.SpectralGap, r => r.SpectralGapCoefficient);

    [Fact]
    public void OrnsteinUhlenbeckNoiseToo()
    {
        // The coefficient of many fluctuators approaches that of Gaussian noise; here only the order is known.
        NuclearPair pair = new(1, 1.3e6, 0.45, 9e5, 4e5);
        double golden = FlipFlopRates.GoldenRuleValue(pair, ElectronNoise.OrnsteinUhlenbeck);
        double slope = ConvergenceOrder.Slope(
            Couplings(pair).Select(d => (d, Math.Abs((FlipFlopRates.ResidenceTimeValue(pair.WithDipolar(d), ElectronNoise.OrnsteinUhlenbeck) / (golden * d * d)) - 1))),
            1e-12);
        Assert.InRange(slope, 1.99, 2.01);
    }

    private static void Check(string name, Func<NuclearPair, ElectronNoise, RateEstimate> rate, Func<NoiseResolvent, double> coefficient)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        foreach (double polarization in new[] { -0.75, 0.3, 0.6 })
        {
            NuclearPair pair = new(1, -1.3e6, polarization, 9e5, 4e5);
            double golden = FlipFlopRates.GoldenRuleValue(pair, noise);
            double expected = coefficient(new NoiseResolvent(pair, noise));
            (double D, double Error)[] errors = [.. Couplings(pair).Select(d => (d, (rate(pair.WithDipolar(d), noise).Value / (golden * d * d)) - 1))];

            // What is left after the second order is of fourth order; the floor is the rounding of the difference from 1.
            double fourth = ConvergenceOrder.Slope(errors.Select(e => (e.D, Math.Abs(e.Error - (expected * e.D * e.D)))), 2e-14);
            Assert.True(fourth is > 3.9 and < 4.15, $"{name}, P = {polarization}: remainder of order {fourth:F3} for C = {expected:E4}");
        }
    }

    private static IEnumerable<double> Couplings(NuclearPair pair) =>
        Enumerable.Range(0, 10).Select(k => 0.1 * pair.Broadening * Math.Pow(0.75, k));
}
