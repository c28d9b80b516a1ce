using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>The rates of the pair at a point. Cost: tens of nanoseconds for two-state noise, a microsecond with <see cref="PairRate.Exists"/>.</summary>
internal sealed class PairRateStep(PairBinding binding, PairRate[] wanted) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        NuclearPair pair = binding.At(slots);
        for (int k = 0; k < wanted.Length; k++)
        {
            slots[Outputs[k]] = wanted[k] switch
            {
                PairRate.GoldenRule => FlipFlopRates.GoldenRuleValue(pair, binding.Noise),
                PairRate.ResidenceTime => FlipFlopRates.ResidenceTimeValue(pair, binding.Noise),
                PairRate.SpectralGap => FlipFlopRates.SpectralGap(pair, binding.Noise) is { Exists: true } gap ? gap.Value : double.NaN,
                _ => FlipFlopRates.RateExists(pair, binding.Noise) ? 1 : 0,
            };
        }
    }
}
