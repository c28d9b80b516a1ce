using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The flip-flop rate W of a pair split by δ whose only broadening is one flipping neighbour, from the full Lindblad equation of three spins 1/2.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class NeighbourFlipFlopRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.NeighbourFlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        bool leadingOrder = reference.Method switch
        {
            Reference.GoldenRuleMethod => true,
            Reference.ExactMethod => false,
            _ => throw new ArgumentException($"The flip-flop rate with a neighbour has no method '{reference.Method}'; known are {Reference.GoldenRuleMethod} and {Reference.ExactMethod}.", nameof(reference)),
        };
        double dipolar = point["D"];
        var pair = new PairWithNeighbours([(point["D1a"], point["D2a"])], point["tau"], 0, point["delta"], leadingOrder ? 0 : dipolar);
        Operator observable = leadingOrder ? pair.Coherence : pair.PolarizationDifference;
        InvariantBlock block = InvariantBlock.Of(pair.Model(), [observable]);
        BlochSystem system = block.System(pair.WithNeighboursInEquilibrium(observable), [observable]);

        // The flip-flop conserves I1z + I2z, of which the start has none.
        double[]? conserved = leadingOrder ? null : block.Coordinates(pair.TotalPolarization);

        // Three frequencies meet: d, delta and 1/tau. What is eliminated first leaves its rounding on what is formed from the others.
        double difference = Math.Abs(point["D1a"] - point["D2a"]);
        double cancellation = 1 + Math.Abs(point["delta"] * point["tau"]) + Math.Abs(point["delta"] / difference) + (1 / (difference * point["tau"]));
        ReferenceValue decay = ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, factor: 1, conserved)).AtLeast(system.Dimension);
        double value = leadingOrder ? dipolar * dipolar / 2 / decay.Value : decay.Value / 2;
        return new ReferenceValue(value, decay.RelativeUncertainty * cancellation);
    }
}
