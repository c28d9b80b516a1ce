using System.Globalization;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>The reasons beside rates: the same words under every culture, and true ones at the edges.</summary>
public sealed class RegimeWordsTests
{
    [Fact]
    public void ReasonsDoNotDependOnTheCulture()
    {
        var pair = new NuclearPair(76e3, 8e6, 0.7, 2e6, 7e4);
        string expected = FlipFlopRates.Regime(pair, ElectronNoise.ElectronTelegraph).Reason;
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = comma.NumberFormat.PercentDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = comma.NumberFormat.PercentGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, FlipFlopRates.Regime(pair, ElectronNoise.ElectronTelegraph).Reason);
            Assert.DoesNotContain(",", FlipFlopRates.SpectralGap(new NuclearPair(1e7, 0, 0, 2e6, 7e4), ElectronNoise.ElectronTelegraph).Reason ?? string.Empty, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 - 1e-12)]
    [InlineData(1 - 1e-9)]
    public void AtCriticalDampingNoModeHasAShare(double ratio)
    {
        // On resonance and without noise the modes meet at D = G2/2.
        RateRegime regime = FlipFlopRates.Regime(new NuclearPair(ratio * 3.5e4, 0, 0, 2e6, 7e4), ElectronNoise.SymmetricTelegraph);
        Assert.False(regime.RateExists);
        Assert.DoesNotContain("of the signal;", regime.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e160)]
    public void BeyondDoublePrecisionNothingIsSaidOfOscillations(double dipolar)
    {
        var pair = new NuclearPair(dipolar, 8e6, 0.7, 2e6, 7e4);
        RateEstimate gap = FlipFlopRates.SpectralGap(pair, ElectronNoise.ElectronTelegraph);
        Assert.False(gap.Exists);
        Assert.Contains("range of double precision", gap.Reason, StringComparison.Ordinal);
        Assert.Contains("range of double precision", FlipFlopRates.Regime(pair, ElectronNoise.ElectronTelegraph).Reason, StringComparison.Ordinal);
    }
}
