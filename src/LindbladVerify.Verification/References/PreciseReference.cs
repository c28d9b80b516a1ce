using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Verification.References;

/// <summary>A computed quantity in many digits, or why it has none.</summary>
/// <param name="Value">The value with a bound on its error; null where there is none.</param>
/// <param name="Remark">What should be known about it; null if nothing.</param>
/// <param name="NeedsDigits">There is none because the digits allowed did not suffice.</param>
internal readonly record struct PreciseReference(Ball? Value, string? Remark, bool NeedsDigits)
{
    /// <summary>The quantity does not exist at this point.</summary>
    public static PreciseReference None(string remark) => new(null, remark, false);

    /// <summary>The digits allowed do not tell.</summary>
    public static PreciseReference Unresolved(string remark) => new(null, remark, true);
}
