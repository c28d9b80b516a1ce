using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Verification.References;

/// <summary>A formula whose claims refer to a quantity that it describes itself, such as an observable of a model file.</summary>
public interface IBringsQuantity
{
    /// <summary>The quantity; null where the formula refers to a built-in one.</summary>
    /// <param name="kernels">Dense kernels to compute it with.</param>
    /// <param name="cancellation">Ends the computation of a value.</param>
    IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation = default);
}
