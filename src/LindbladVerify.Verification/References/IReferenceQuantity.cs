using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.References;

/// <summary>Computes one kind of quantity from equations of motion, knowing no formula. Found by its type; thread-safe.</summary>
public interface IReferenceQuantity
{
    /// <summary>The quantity's name in <see cref="Reference.Quantity"/>.</summary>
    string Quantity { get; }

    /// <summary>The value at a point.</summary>
    /// <exception cref="ArgumentException">The noise or method is unknown to this quantity.</exception>
    ReferenceValue Evaluate(Reference reference, ParameterPoint point);
}
