using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests;

/// <summary>Ornstein–Uhlenbeck noise over nineteen decades of its Kubo number: the stated error holds, and the cost does not grow.</summary>
public sealed class SlowNoiseTests
{
    private static readonly ElectronNoise Noise = ElectronNoise.OrnsteinUhlenbeck;

    [Theory]
    [InlineData("golden-rule.ornstein-uhlenbeck", true)]
    [InlineData("exact.ornstein-uhlenbeck", false)]
    public void StatedErrorHoldsAtEveryKuboNumber(string column, bool golden)
    {
        ReferenceDataTable table = ReferenceData.Table("rates/slow-noise");
        for (int row = 0; row < table.Count; row++)
        {
            NuclearPair pair = PairSamples.At(table, row);
            RateEstimate found = golden ? FlipFlopRates.GoldenRule(pair, Noise) : FlipFlopRates.ResidenceTime(pair, Noise);
            Approx.Relative(table[row, column]!.Value, found.Value, found.RelativeUncertainty, $"the stated uncertainty of {column} at {table.Describe(row)}");
            Assert.True(found.RelativeUncertainty < 2e-11, $"{found.RelativeUncertainty:E1} at {table.Describe(row)}");
            Assert.True(found.Depth <= 4096, $"{found.Depth} levels at {table.Describe(row)}");
        }
    }

    [Fact]
    public void StatedErrorIsNotMuchLargerThanTheError()
    {
        // Not a bound that is safe because it says little: over the table the median of stated over true is moderate.
        ReferenceDataTable table = ReferenceData.Table("rates/slow-noise");
        double[] ratios =
        [
            .. Enumerable.Range(0, table.Count).Select(row =>
            {
                RateEstimate found = FlipFlopRates.ResidenceTime(PairSamples.At(table, row), Noise);
                double error = Math.Abs((found.Value / table[row, "exact.ornstein-uhlenbeck"]!.Value) - 1);
                return found.RelativeUncertainty / Math.Max(error, 2.2e-16);
            }).Order(),
        ];
        Assert.InRange(ratios[ratios.Length / 2], 1, 1000);
    }

    [Fact]
    public void StaticNoiseAtLeadingOrderIsTheVoigtProfile()
    {
        // Γc → 0: (D²/2)√(π/2)/ν · Re w((d + iΓ2)/(ν√2)); at the centre of the line exp(y²) erfc(y), y = Γ2/(ν√2) = 1: 0.427583576155807004….
        double nu = 1e8;
        NuclearPair pair = new(100, nu, 0, 1e-6, nu * Math.Sqrt(2));
        double expected = 100 * 100 / 2.0 * Math.Sqrt(Math.PI / 2) / nu * 0.42758357615580700;
        Approx.Relative(expected, FlipFlopRates.GoldenRuleValue(pair, Noise), 3e-14, "the correction is of order Γc/ν = 1e-14");
    }
}
