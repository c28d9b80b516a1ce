using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>A computed double with a first-order bound on its rounding error.</summary>
/// <param name="Value">The number.</param>
/// <param name="Error">Bound on its distance from what exact arithmetic would give; infinite or not a number where there is none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoundedNumber(double Value, double Error);
