using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Verification.References;

/// <summary>The flip-flop rate of a nuclear pair from its noise-averaged equations of motion.</summary>
public sealed class FlipFlopRateReference : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.FlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        bool polarized = string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal);
        NuclearPair pair = PairParameters.Pair(point, polarized ? 1 : null);
        ElectronNoise noise = polarized ? ElectronNoise.ElectronTelegraph : ElectronNoise.Parse(reference.Noise);
        RateEstimate estimate = reference.Method switch
        {
            Reference.GoldenRuleMethod => FlipFlopRates.GoldenRule(pair, noise),
            Reference.ExactMethod => FlipFlopRates.ResidenceTime(pair, noise),
            _ => throw new ArgumentException($"The flip-flop rate has no method '{reference.Method}'; known are {Reference.GoldenRuleMethod} and {Reference.ExactMethod}.", nameof(reference)),
        };
        return ReferenceValue.Of(estimate);
    }
}
