using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.References;

/// <summary>The distance at which K/r³ equals the electron rate, over the number quoted for it.</summary>
/// <param name="kernels">Not needed.</param>
public sealed class BreakdownRadiusReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Reference.BreakdownRadiusQuantity;

    /// <summary>The kernels it was made with.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double turns = reference.Method switch
        {
            Reference.HertzMethod => 2 * Math.PI,
            Reference.RadiansMethod => 1,
            _ => throw new ArgumentException($"The breakdown radius has no method '{reference.Method}'; known are {Reference.HertzMethod} and {Reference.RadiansMethod}.", nameof(reference)),
        };
        return new ReferenceValue(Math.Cbrt(point["K"] / turns / point["Gc"]) / point["radius"], 1e-15);
    }
}
