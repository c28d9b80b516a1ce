using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The ends of every range, and what is refused.</summary>
public sealed class ExtremeInputTests
{
    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void FullPolarizationIsAStaticLorentzianAtAnyCoupling(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        foreach (double polarization in new[] { 1.0, -1.0 })
        {
            foreach (double dipolar in new[] { 1.0, 1e3, 1e7 })
            {
                NuclearPair pair = new(dipolar, -4e5, polarization, 1e6, 3e4);
                double expected = dipolar * dipolar / 2 * 3e4 / ((3e4 * 3e4) + (4e5 * 4e5));
                Approx.Relative(expected, FlipFlopRates.ResidenceTimeValue(pair, noise), 1e-15, $"{name}: {pair}");
                Approx.Relative(expected, FlipFlopRates.GoldenRuleValue(pair, noise), 1e-15, $"{name}: {pair}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void NoCouplingNoRate(string name)
    {
        NuclearPair pair = new(0, -4e5, 0.3, 1e6, 3e4);
        Assert.Equal(0, FlipFlopRates.ResidenceTime(pair, ElectronNoise.Parse(name)).Value);
        Assert.Equal(0, FlipFlopRates.GoldenRule(pair, ElectronNoise.Parse(name)).Value);
    }

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void SignsDoNotMatter(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        var random = new RandomSystems(41);
        for (int k = 0; k < 30; k++)
        {
            NuclearPair p = PairSamples.Random(random);
            double expected = FlipFlopRates.ResidenceTimeValue(p, noise);
            Assert.Equal(expected, FlipFlopRates.ResidenceTimeValue(new(-p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening), noise));
            Assert.Equal(expected, FlipFlopRates.ResidenceTimeValue(new(p.Dipolar, -p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening), noise));
            Assert.Equal(expected, FlipFlopRates.ResidenceTimeValue(new(p.Dipolar, p.Hyperfine, -p.Polarization, p.ElectronRate, p.Broadening), noise));
        }
    }

    [Theory]
    [MemberData(nameof(PairSamples.AllNoises), MemberType = typeof(PairSamples))]
    public void TwentyOneDecadesOfElectronRateGiveRatesBetweenTheBounds(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        for (int decade = -6; decade <= 15; decade++)
        {
            // A Gaussian noise so slow that its ladder would need millions of levels is left to the test of its report.
            double electronRate = Math.Pow(10, decade);
            if (noise.Levels is null && electronRate < 100)
            {
                continue;
            }

            NuclearPair pair = new(1e3, 1e5, 0.6, electronRate, 2e4);
            double golden = FlipFlopRates.GoldenRuleValue(pair, noise);
            double exact = FlipFlopRates.ResidenceTimeValue(pair, noise);
            Assert.True(double.IsFinite(exact) && exact > 0, $"{name}, Γc = {electronRate}: {exact}");
            Assert.True(exact <= golden * (1 + 1e-12), $"{name}, Γc = {electronRate}: {exact} above {golden}");

            // Between the slowest static line and the resonance.
            double resonance = 1e6 / 2 / 2e4;
            Assert.True(golden <= resonance * (1 + 1e-12), $"{name}, Γc = {electronRate}: {golden} above {resonance}");
        }
    }

    [Theory]
    [InlineData(double.NaN, 1, 0, 1, 1, "dipolar")]
    [InlineData(1, double.PositiveInfinity, 0, 1, 1, "hyperfine")]
    [InlineData(1, 1, 1.0000001, 1, 1, "polarization")]
    [InlineData(1, 1, double.NaN, 1, 1, "polarization")]
    [InlineData(1, 1, 0, 0, 1, "electronRate")]
    [InlineData(1, 1, 0, double.NaN, 1, "electronRate")]
    [InlineData(1, 1, 0, 1, -2, "broadening")]
    [InlineData(1, 1, 0, 1, 0, "broadening")]
    public void BadInputIsRefusedByName(double dipolar, double hyperfine, double polarization, double electronRate, double broadening, string name)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new NuclearPair(dipolar, hyperfine, polarization, electronRate, broadening));
        Assert.Equal(name, refused.ParamName);
        Assert.Contains($"{name} must be", refused.Message, StringComparison.Ordinal);
    }
}
