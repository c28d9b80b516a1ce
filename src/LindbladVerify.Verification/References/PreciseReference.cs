using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Verification.References;

/// <summary>A reference value in many digits.</summary>
/// <param name="Value">The value with a bound on its error; null where it does not exist or was not settled.</param>
/// <param name="Remark">Words about the value, or why there is none.</param>
/// <param name="NeedsDigits">The wanted error was not reached with the digits allowed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreciseReference(Ball? Value, string? Remark, bool NeedsDigits)
{
    /// <summary>The quantity does not exist at this point.</summary>
    public static PreciseReference None(string remark) => new(null, remark, false);
}
