using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The longitudinal transition rate Γ1 of one nucleus under the full hyperfine field of a fluctuating electron: half the relaxation rate
/// of ⟨Iz⟩, from the noise-extended generator, no part of the coupling neglected.
/// </summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class LongitudinalRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private static readonly TermBlocks Blocks = new(PseudosecularNucleus.Terms, [PseudosecularNucleus.Longitudinal]);

    /// <inheritdoc/>
    public string Quantity => Reference.LongitudinalRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        NoiseProcess electron = ElectronNoise.Parse(reference.Noise).Process(point["P"], point["Gc"]);
        var nucleus = new PseudosecularNucleus(point["w0"], point["Az"], point["Aperp"]);
        if (electron.ExactModeCount is null)
        {
            return reference.Method switch
            {
                Reference.ExactMethod => ReferenceValue.Of(ResidenceTime.Rate(nucleus.Model(electron), PseudosecularNucleus.Longitudinal, PseudosecularNucleus.Longitudinal, kernels)),
                _ => throw Unknown(reference),
            };
        }

        BlochSystem system = Blocks.At(nucleus.Coefficients, electron).System(PseudosecularNucleus.Longitudinal, [PseudosecularNucleus.Longitudinal]);
        switch (reference.Method)
        {
            case Reference.ExactMethod:
                return ReferenceValue.Of(ResidenceTime.Rate(system, 0, kernels)).AtLeast(system.Dimension);
            case Reference.SpectralGapMethod:
                (Complex slow, double change) = RelaxationModes.NextToZero(system, kernels);
                return new ReferenceValue(-slow.Real / 2, change + (system.Dimension * ReferenceValue.RoundingPerEquation));
            default:
                throw Unknown(reference);
        }
    }

    private static ArgumentException Unknown(Reference reference) =>
        new($"The longitudinal rate under {reference.Noise} noise has no method '{reference.Method}'; known are {Reference.ExactMethod} and, for noises of finitely many values, {Reference.SpectralGapMethod}.", nameof(reference));
}

/// <summary>The longitudinal relaxation rate 1/T1 = 2 Γ1 of one nucleus: the rate at which ⟨Iz⟩ itself decays.</summary>
/// <param name="kernels">Dense real kernels.</param>
internal sealed class LongitudinalRelaxationRateReference(IDenseKernels kernels) : IReferenceQuantity
{
    private readonly LongitudinalRateReference transition = new(kernels);

    /// <inheritdoc/>
    public string Quantity => Reference.LongitudinalRelaxationRateQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        ReferenceValue rate = transition.Evaluate(reference, point);
        return rate with { Value = 2 * rate.Value };
    }
}
