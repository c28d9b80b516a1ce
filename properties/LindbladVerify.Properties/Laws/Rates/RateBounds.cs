using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>W_LB ≤ W_res ≤ W_G with W_LB = (D²/2)/(Γ2 + d²/Γ2 + ν²/(Γ2+Γc)), and W_res/D² never increases with D.</summary>
public class RateBounds
{
    [Law(Cases = 300)]
    public Property The_residence_time_rate_lies_between_its_bounds() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        double mean = p.Hyperfine * p.Polarization;
        double variance = p.Hyperfine * p.Hyperfine * (1 - p.Polarization) * (1 + p.Polarization);
        double lower = p.Dipolar * p.Dipolar / 2 / (p.Broadening + (mean * mean / p.Broadening) + (variance / (p.Broadening + p.ElectronRate)));
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            RateEstimate exact = FlipFlopRates.ResidenceTime(p, noise);
            RateEstimate golden = FlipFlopRates.GoldenRule(p, noise);
            double rounding = exact.RelativeUncertainty + golden.RelativeUncertainty;
            Assert.True(exact.Value <= golden.Value * (1 + rounding), $"{noise.Name}: exact {exact.Value:R} above golden rule {golden.Value:R}");
            Assert.True(exact.Value >= lower * (1 - rounding), $"{noise.Name}: exact {exact.Value:R} below bound {lower:R}");
        }
    });

    [Law]
    public Property The_rate_over_the_square_of_the_coupling_never_increases() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            double previous = double.PositiveInfinity;
            for (int k = 0; k < 12; k++)
            {
                NuclearPair stronger = p.WithDipolar(p.Dipolar * Math.Pow(3, k));
                RateEstimate exact = FlipFlopRates.ResidenceTime(stronger, noise);
                double normalised = exact.Value / (stronger.Dipolar * stronger.Dipolar);
                Assert.True(normalised <= previous * (1 + (2 * exact.RelativeUncertainty)), $"{noise.Name}: W/D² rises from {previous:R} to {normalised:R} at D = {stronger.Dipolar:R}");
                previous = normalised;
            }
        }
    });
}
