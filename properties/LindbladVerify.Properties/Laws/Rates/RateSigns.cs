using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>W is the same, to the bit, for -P, -Δ and -D.</summary>
public class RateSigns
{
    [Law]
    public Property Signs_do_not_matter() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        NuclearPair[] turned =
        [
            new(p.Dipolar, p.Hyperfine, -p.Polarization, p.ElectronRate, p.Broadening),
            new(p.Dipolar, -p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening),
            new(-p.Dipolar, p.Hyperfine, p.Polarization, p.ElectronRate, p.Broadening),
        ];
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            foreach (NuclearPair t in turned)
            {
                Assert.Equal(FlipFlopRates.GoldenRuleValue(p, noise), FlipFlopRates.GoldenRuleValue(t, noise));
                Assert.Equal(FlipFlopRates.ResidenceTimeValue(p, noise), FlipFlopRates.ResidenceTimeValue(t, noise));
                Assert.Equal(FlipFlopRates.SpectralGap(p, noise).Value, FlipFlopRates.SpectralGap(t, noise).Value);
            }
        }
    });
}
