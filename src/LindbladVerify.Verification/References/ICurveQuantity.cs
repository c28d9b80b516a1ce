using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Relaxation;

namespace LindbladVerify.Verification.References;

/// <summary>A quantity with a whole time course.</summary>
public interface ICurveQuantity : IReferenceQuantity
{
    /// <summary>The time course at a point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none at this point.</exception>
    TimeCourse Course(Reference reference, ParameterPoint point);
}
