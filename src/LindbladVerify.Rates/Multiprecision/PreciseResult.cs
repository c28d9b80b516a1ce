using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>A number that was computed with two precisions.</summary>
/// <param name="Value">The number with a bound on its error; null where it does not exist or was not settled.</param>
/// <param name="Remark">Words about the number, or why there is none.</param>
/// <param name="NeedsDigits">The wanted error was not reached with the digits allowed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreciseResult(Ball? Value, string? Remark, bool NeedsDigits);
