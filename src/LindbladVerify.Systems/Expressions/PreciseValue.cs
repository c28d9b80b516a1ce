using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>A number in many digits, or why there is none.</summary>
/// <param name="Number">The number with its error bound; null where there is none.</param>
/// <param name="NeedsDigits">There is none because the digits did not suffice to tell on which side of a singularity or branch the point lies.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreciseValue(Ball? Number, bool NeedsDigits)
{
    /// <summary>Outside the real domain: a division by zero, the root of a negative number.</summary>
    public static PreciseValue Undefined => new(null, false);

    /// <summary>To be asked again with more digits.</summary>
    public static PreciseValue Unresolved => new(null, true);

    /// <summary>A number.</summary>
    public static implicit operator PreciseValue(Ball number) => new(number, false);
}
