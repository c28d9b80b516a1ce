using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Chessari2023;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.References;

/// <summary>The distance at which K/r³ equals the electron rate, over the number quoted for it.</summary>
/// <param name="kernels">Not needed.</param>
public sealed class BreakdownRadiusReference(IDenseKernels kernels) : IReferenceQuantity
{
    /// <inheritdoc/>
    public string Quantity => Figure3.BreakdownRadiusQuantity;

    /// <summary>The kernels it was made with.</summary>
    public IDenseKernels Kernels { get; } = kernels;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double turns = reference.Method switch
        {
            Figure3.InHertz => 2 * Math.PI,
            Figure3.InRadians => 1,
            _ => throw new ArgumentException($"The breakdown radius has no method '{reference.Method}'; known are {Figure3.InHertz} and {Figure3.InRadians}.", nameof(reference)),
        };
        return new ReferenceValue(Math.Cbrt(point["K"] / turns / point["Gc"]) / point["radius"], 1e-15);
    }
}
