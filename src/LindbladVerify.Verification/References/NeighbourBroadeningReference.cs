using System.Numerics;
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
/// The decay rate of the zero-quantum coherence of a pair whose two neighbours flip, from the full Lindblad equation of four spins 1/2
/// (256 dimensions, of which the coherence reaches 8).
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class NeighbourBroadeningReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.NeighbourBroadeningQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double polarization = point.Has("p") ? point["p"] : 0;
        (double ToFirst, double ToSecond)[] couplings = [(point["D1a"], point["D2a"]), (point["D1b"], point["D2b"])];

        // In a frame that turns with the mean field of the neighbours, so that the slow mode lies next to zero.
        double precession = polarization * couplings.Sum(c => c.ToFirst - c.ToSecond);
        var pair = new PairWithNeighbours(couplings, point["tau"], polarization, -precession);
        Operator coherence = pair.Coherence;
        InvariantBlock block = InvariantBlock.Of(pair.Model(), [coherence]);
        BlochSystem system = block.System(pair.WithNeighboursInEquilibrium(0.5 * coherence), [coherence]);
        switch (reference.Method)
        {
            case Reference.SpectralGapMethod:
                double[] partner = block.Coordinates(pair.WithNeighboursInEquilibrium(0.5 * pair.CoherenceQuadrature));
                (Complex slow, double change) = RelaxationModes.NextToZero(system, kernels, partner);
                double cancellation = 1 + (polarization * couplings.Sum(c => Math.Abs(c.ToFirst) + Math.Abs(c.ToSecond)) / Math.Abs(slow.Real));
                return new ReferenceValue(-slow.Real, change + (system.Dimension * ReferenceValue.RoundingPerEquation * cancellation));
            case Reference.ExactMethod:
                return ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels, factor: 1)).AtLeast(system.Dimension);
            default:
                throw new ArgumentException($"The broadening by neighbours has no method '{reference.Method}'; known are {Reference.SpectralGapMethod} and {Reference.ExactMethod}.", nameof(reference));
        }
    }
}
