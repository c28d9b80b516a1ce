using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>One step of a <see cref="FieldProgram"/>; its value is that of its own place.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="A">The first operand's place, or the number of a variable or constant.</param>
/// <param name="B">The second operand's place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldStep(FieldOperation Operation, int A, int B);
