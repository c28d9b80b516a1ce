using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.References;

/// <summary>
/// Computes one kind of quantity from equations of motion, knowing no formula. Found by its type, made without arguments or with dense kernels; thread-safe.
/// </summary>
public interface IReferenceQuantity
{
    /// <summary>The quantity's name in <see cref="Reference.Quantity"/>.</summary>
    string Quantity { get; }

    /// <summary>The value at a point.</summary>
    /// <exception cref="ArgumentException">The method is unknown to this quantity, or the noise has no place in it.</exception>
    /// <exception cref="FormatException">The noise has no known name.</exception>
    ReferenceValue Evaluate(Reference reference, ParameterPoint point);
}
