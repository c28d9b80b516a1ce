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
/// The flip-flop rate W of two nuclei beside a quantum electron that flips by Lindblad jumps: residence time of I1z - I2z under the full
/// master equation of three spins 1/2 (64 dimensions, of which the observable reaches 6). No classical noise enters.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class QuantumElectronFlipFlopRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.QuantumElectronFlipFlopRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        if (!string.Equals(reference.Method, Reference.ExactMethod, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The flip-flop rate beside a quantum electron has no method '{reference.Method}'; known is {Reference.ExactMethod}.", nameof(reference));
        }

        double half = point["Delta"] / 2;
        var pair = new QuantumElectronPair(point["D"], half, -half, point["P"], point["Gc"], point["G2"]);
        Operator difference = QuantumElectronPair.FirstNucleus - QuantumElectronPair.SecondNucleus;
        InvariantBlock block = InvariantBlock.Of(pair.Model(), [difference]);
        BlochSystem system = block.System(pair.WithElectronInEquilibrium(difference), [difference]);

        // The flip-flop conserves I1z + I2z, of which the start has none.
        double[] total = block.Coordinates(QuantumElectronPair.FirstNucleus + QuantumElectronPair.SecondNucleus);
        ReferenceValue rate = ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, conserved: total)).AtLeast(system.Dimension);

        // The mean splitting of a narrow line and the population of the rarer electron state are formed by subtraction.
        double narrowness = 1 + (Math.Abs(point["Delta"]) / Math.Min(point["G2"], point["Gc"]));
        return rate with { RelativeUncertainty = rate.RelativeUncertainty * narrowness };
    }
}
