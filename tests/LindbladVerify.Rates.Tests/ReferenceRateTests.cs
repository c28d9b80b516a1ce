using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Golden rule and residence time against 40-digit values, rates up to 1e24 apart and next to P = 0, 1/√2 and 1.</summary>
public sealed class ReferenceRateTests
{
    [Theory]
    [InlineData("golden-rule.symmetric-telegraph", "symmetric-telegraph", 4e-15)]
    [InlineData("golden-rule.electron-telegraph", "electron-telegraph", 4e-15)]
    [InlineData("golden-rule.ornstein-uhlenbeck", "ornstein-uhlenbeck", 1e-11)]
    [InlineData("golden-rule.fluctuators:2.symmetric", "fluctuators:2", 1e-11)]
    [InlineData("golden-rule.fluctuators:2.electron", "electron-fluctuators:2", 1e-11)]
    [InlineData("golden-rule.fluctuators:3.symmetric", "fluctuators:3", 1e-11)]
    [InlineData("golden-rule.fluctuators:3.electron", "electron-fluctuators:3", 1e-11)]
    [InlineData("golden-rule.fluctuators:5.symmetric", "fluctuators:5", 1e-11)]
    [InlineData("golden-rule.fluctuators:5.electron", "electron-fluctuators:5", 1e-11)]
    public void GoldenRule(string column, string noise, double tolerance) =>
        Compare("rates/golden-rule", column, ElectronNoise.Parse(noise), FlipFlopRates.GoldenRule, FlipFlopRates.GoldenRuleValue, tolerance);

    [Theory]
    [InlineData("exact.symmetric-telegraph", "symmetric-telegraph", 4e-15)]
    [InlineData("exact.electron-telegraph", "electron-telegraph", 4e-15)]
    [InlineData("exact.ornstein-uhlenbeck", "ornstein-uhlenbeck", 1e-11)]
    [InlineData("exact.fluctuators:3.symmetric", "fluctuators:3", 1e-11)]
    [InlineData("exact.fluctuators:2.electron", "electron-fluctuators:2", 1e-11)]
    public void ResidenceTime(string column, string noise, double tolerance) =>
        Compare("rates/residence-time", column, ElectronNoise.Parse(noise), FlipFlopRates.ResidenceTime, FlipFlopRates.ResidenceTimeValue, tolerance);

    /// <summary>
    /// Two-state noise: some thirty roundings, none amplified. Ladders: the tolerance is met or the estimate itself says that
    /// rounding on a narrow resonance of the noise costs more; everywhere the stated uncertainty covers the error.
    /// </summary>
    private static void Compare(string name, string column, ElectronNoise noise, Func<NuclearPair, ElectronNoise, RateEstimate> estimate, Func<NuclearPair, ElectronNoise, double> value, double tolerance)
    {
        ReferenceDataTable table = ReferenceData.Table(name);
        int compared = 0;
        for (int row = 0; row < table.Count; row++)
        {
            if (table[row, column] is not double expected)
            {
                continue;
            }

            NuclearPair pair = PairSamples.At(table, row);
            RateEstimate found = estimate(pair, noise);
            double allowed = noise.Levels == 1 ? tolerance : Math.Max(tolerance, found.RelativeUncertainty);
            Approx.Relative(expected, found.Value, allowed, $"{column} at {table.Describe(row)}");
            Approx.Relative(expected, found.Value, found.RelativeUncertainty, $"the stated uncertainty of {column} at {table.Describe(row)}");
            Assert.Equal(found.Value, value(pair, noise));
            compared++;
        }

        Assert.True(compared >= 100, $"only {compared} points of {column} have a value");
    }
}
