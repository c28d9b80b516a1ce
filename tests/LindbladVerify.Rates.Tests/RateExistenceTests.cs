using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>When one rate describes the decay, and the slowest pole to full relative accuracy.</summary>
public sealed class RateExistenceTests
{
    [Theory]
    [InlineData(1e-12)]
    [InlineData(0.3)]
    [InlineData(0.999)]
    [InlineData(0.99999999)]
    public void BelowCriticalDampingOnResonanceThePoleIsKnown(double fraction)
    {
        const double broadening = 3.7e4;
        double dipolar = fraction * broadening / 2;
        NuclearPair pair = new(dipolar, 0, 0.6, 1e5, broadening);

        // λ² - Γ2 λ + D² = 0. Next to the double root the roots move with the square root of a rounding.
        double root = Math.Sqrt((1 - fraction) * (1 + fraction));
        double expected = 2 * dipolar * dipolar / (broadening * (1 + root)) / 2;
        RateEstimate gap = FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph);
        Approx.Relative(expected, gap.Value, 4e-15 / root, $"D = {fraction} of critical");

        // The amplitude of the slow mode is (1 + 1/√(1-f²))/2.
        double weight = (1 + (1 / root)) / 2;
        RateRegime regime = FlipFlopRates.Regime(pair, ElectronNoise.ElectronTelegraph);
        Approx.Relative(weight, regime.SlowestWeight, 1e-5 / (root * root), "slope by differences over 1e-5 of the rate");
        Assert.Equal(weight < 1.5, regime.RateExists);
    }

    [Theory]
    [InlineData(1.00001)]
    [InlineData(1.5)]
    [InlineData(1e6)]
    public void BeyondCriticalDampingThereIsNoRate(double fraction)
    {
        const double broadening = 3.7e4;
        NuclearPair pair = new(fraction * broadening / 2, 0, 0.6, 1e5, broadening);
        Assert.False(FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph).Exists);
        RateRegime regime = FlipFlopRates.Regime(pair, ElectronNoise.ElectronTelegraph);
        Assert.False(regime.RateExists);
        Assert.Contains("No single rate", regime.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void GoldenRuleBelowAnEighthOfTheBroadeningAlwaysHasARealSlowestPole(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(21);
        int checkedPoints = 0;
        while (checkedPoints < 150)
        {
            // Noise not slower than the exchange: 2W < Γc, as a single rate needs.
            NuclearPair pair = PairSamples.Random(random);
            pair = pair.WithDipolar(pair.Broadening * random.LogUniform(1e-3, 3));
            double golden = FlipFlopRates.GoldenRuleValue(pair, noise);
            if (golden >= pair.Broadening / 8 || 2 * golden >= pair.ElectronRate)
            {
                continue;
            }

            RateEstimate gap = FlipFlopRates.SpectralGap(pair, noise);
            Assert.True(gap.Exists, $"{name}: no pole at {pair} although W_G = {golden / pair.Broadening:G3} Γ2");
            Assert.InRange(gap.Value / golden, 0.3, 2.1);
            checkedPoints++;
        }
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    [InlineData("electron-fluctuators:3")]
    [InlineData("fluctuators:3")]
    public void PoleAboveASlowNoiseIsThatOfTheWholeGenerator(string name)
    {
        // 2W ≫ Γc: the noise stands still during the decay, and the rate exists if all its values give nearly the same one.
        ElectronNoise noise = ElectronNoise.Parse(name);
        Operator z = NuclearPair.PolarizationDifference;
        foreach (double electronRate in new[] { 0.5, 5, 50, 500 })
        {
            NuclearPair pair = new(2e3, 6e3, 0.35, electronRate, 1e5);
            double found = FlipFlopRates.SpectralGap(pair, noise).Value;
            BlochSystem system = InvariantBlock.Of(pair.Model(noise.Around(pair)), [z]).System(NuclearPair.FirstNucleusUp, [z]);
            double expected = RelaxationModes.SpectralGap(system, 0, DenseKernels.Managed, entriesAreExact: true).Value;
            Approx.Relative(expected, found, 1e-10, $"{name}, Γc = {electronRate}: eigenvalue of {expected} next to 1e5 keeps 11 digits");
        }
    }

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void RatesTwelveDecadesBelowTheOthersKeepAllDigits(string name)
    {
        // As D → 0 all definitions agree to D²: at W/Γ = 1e-12 to rounding. An eigenvalue solver has no digit left here.
        ElectronNoise noise = ElectronNoise.Parse(name);
        foreach (double dipolar in new[] { 1e-3, 1.0, 30.0 })
        {
            NuclearPair pair = new(dipolar, 3e9, 0.8, 2e9, 7e8);
            double golden = FlipFlopRates.GoldenRuleValue(pair, noise);
            Approx.Relative(golden, FlipFlopRates.SpectralGap(pair, noise).Value, 1e-14, $"{name}, D = {dipolar}");
            Approx.Relative(golden, FlipFlopRates.ResidenceTimeValue(pair, noise), 1e-14, $"{name}, D = {dipolar}");
        }
    }

    [Fact]
    public void RegimeSaysHowFarTheDefinitionsLieApart()
    {
        var random = new RandomSystems(22);
        for (int k = 0; k < 200; k++)
        {
            NuclearPair pair = PairSamples.Random(random);
            foreach (ElectronNoise noise in new[] { ElectronNoise.ElectronTelegraph, ElectronNoise.SymmetricTelegraph })
            {
                RateRegime regime = FlipFlopRates.Regime(pair, noise);
                if (!regime.RateExists)
                {
                    continue;
                }

                double residence = FlipFlopRates.ResidenceTimeValue(pair, noise);
                double gap = FlipFlopRates.SpectralGap(pair, noise).Value;
                Assert.Equal(Math.Abs((residence / gap) - 1), regime.DefinitionSpread, 1e-14);
                Assert.InRange(regime.SlowestWeight, 0.5, 1.5);
            }
        }
    }

    [Fact]
    public void WithoutCouplingTheRateIsZeroAndExists()
    {
        NuclearPair pair = new(0, 3e5, 0.3, 1e5, 2e4);
        Assert.Equal(0, FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph).Value);
        Assert.True(FlipFlopRates.Regime(pair, ElectronNoise.OrnsteinUhlenbeck).RateExists);
    }
}
