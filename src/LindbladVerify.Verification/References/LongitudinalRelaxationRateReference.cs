using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.References;

/// <summary>The longitudinal relaxation rate 1/T1 = 2 Γ1 of one nucleus: the rate at which ⟨Iz⟩ itself decays.</summary>
/// <param name="kernels">Dense real kernels.</param>
public sealed class LongitudinalRelaxationRateReference(IDenseKernels kernels) : IReferenceQuantity
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
