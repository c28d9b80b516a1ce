using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws.Rates;

/// <summary>W(λ · all couplings and rates) = λ W, by every definition and for every noise.</summary>
public class RateScaling
{
    [Law(Cases = 200)]
    public Property Rates_scale_with_all_their_parameters() => Prop.ForAll(NuclearPairGen.Arbitrary, p =>
    {
        const double factor = 3.7e-5;
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            // Slow Gaussian noise needs ladders of millions of levels: every level scales like the first.
            if (noise.Levels is null && p.Hyperfine > 30 * p.ElectronRate)
            {
                continue;
            }

            double tolerance = 2 * FlipFlopRates.ResidenceTime(p, noise).RelativeUncertainty;
            Approx.Relative(factor * FlipFlopRates.GoldenRuleValue(p, noise), FlipFlopRates.GoldenRuleValue(p.Scaled(factor), noise), tolerance, $"golden rule, {noise.Name}; rounding on both sides");
            Approx.Relative(factor * FlipFlopRates.ResidenceTimeValue(p, noise), FlipFlopRates.ResidenceTimeValue(p.Scaled(factor), noise), tolerance, $"residence time, {noise.Name}; rounding on both sides");
        }
    });

    [Law]
    public Property Spectral_gaps_scale_with_all_their_parameters() => Prop.ForAll(ComparableRatesGen.Arbitrary, p =>
    {
        foreach (ElectronNoise noise in ComparableRatesGen.Noises)
        {
            var gap = FlipFlopRates.SpectralGap(p, noise);
            if (gap.Exists)
            {
                Approx.Relative(3.7e-5 * gap.Value, FlipFlopRates.SpectralGap(p.Scaled(3.7e-5), noise).Value, 4 * gap.RelativeUncertainty, $"{noise.Name}; a root of rounded functions on both sides");
            }
        }
    });
}
