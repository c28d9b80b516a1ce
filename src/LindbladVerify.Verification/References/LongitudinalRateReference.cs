using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.General;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The longitudinal transition rate Γ1 of one nucleus under the full hyperfine field of a fluctuating electron: half the relaxation rate
/// of ⟨Iz⟩, from the noise-extended generator, no part of the coupling neglected.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class LongitudinalRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.LongitudinalRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        NoiseProcess electron = ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]);
        var nucleus = new PseudosecularNucleus(point["w0"], point["Az"], point["Aperp"]);
        OpenSystemModel model = nucleus.Model(electron);
        if (electron.ExactModeCount is null)
        {
            RateEstimate ladder = LadderResidenceTime.Rate(model, PseudosecularNucleus.Longitudinal, PseudosecularNucleus.Longitudinal, kernels);
            return reference.Method switch
            {
                Reference.ExactMethod => new ReferenceValue(ladder.Value, ladder.RelativeUncertainty, ladder.Reason),
                _ => throw Unknown(reference),
            };
        }

        BlochSystem system = InvariantBlock.Of(model, [PseudosecularNucleus.Longitudinal]).System(PseudosecularNucleus.Longitudinal, [PseudosecularNucleus.Longitudinal]);
        switch (reference.Method)
        {
            case Reference.ExactMethod:
                ReferenceValue decayed = TimeIntegral.Rate(system, kernels);
                return decayed with { Value = decayed.Value / 2 };
            case Reference.SpectralGapMethod:
                (double decay, double change) = SlowModes.Real(system, kernels);
                return new ReferenceValue(decay / 2, change + (system.Dimension * TimeIntegral.RoundingPerEquation));
            default:
                throw Unknown(reference);
        }
    }

    private static ArgumentException Unknown(Reference reference) =>
        new($"The longitudinal rate under {reference.Noise} noise has no method '{reference.Method}'; known are {Reference.ExactMethod} and, for noises of finitely many values, {Reference.SpectralGapMethod}.", nameof(reference));
}
