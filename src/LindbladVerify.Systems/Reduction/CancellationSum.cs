namespace LindbladVerify.Systems.Reduction;

/// <summary>What counts as the rounding residue of an exact cancellation.</summary>
internal static class CancellationSum
{
    /// <summary>64 ε: a chain of a dozen products and sums stays well below it.</summary>
    public const double Residue = 64 * 2.220446049250313e-16;

    /// <summary>Whether a sum is no more than the rounding of terms of this total size.</summary>
    public static bool IsResidue(double modulus, double magnitude) => modulus <= Residue * magnitude;
}
