using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>A quantity of a model file that a sweep asks for.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What is computed; null for whether a rate exists.</param>
/// <param name="Observable">Of which observable.</param>
/// <param name="Factor">The observable relaxes at this times the rate.</param>
/// <param name="Time">The time of a value, s.</param>
/// <param name="Slot">Where it goes.</param>
internal sealed record ModelRequest(string Name, ModelQuantityKind? Kind, string Observable, double Factor, SlotProgram? Time, int Slot)
{
    /// <summary>Whether late-time value and area of the observable tell it.</summary>
    public bool IsRelaxation => Kind is null or ModelQuantityKind.ResidenceTime or ModelQuantityKind.SteadyState;
}
