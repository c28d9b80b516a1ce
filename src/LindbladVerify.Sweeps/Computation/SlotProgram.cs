using System.Runtime.InteropServices;
using LindbladVerify.Systems.Expressions;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>An expression of the first numbers of a point.</summary>
/// <param name="Program">The expression; null for one number as it stands.</param>
/// <param name="Inputs">How many numbers it may read.</param>
/// <param name="Slot">The place of the one number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SlotProgram(CompiledExpression? Program, int Inputs, int Slot)
{
    /// <summary>The value at a point.</summary>
    public double At(double[] slots) => Program is null ? slots[Slot] : Program.Evaluate(slots.AsSpan(0, Inputs));
}
