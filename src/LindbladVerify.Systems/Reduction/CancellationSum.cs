namespace LindbladVerify.Systems.Reduction;

/// <summary>What counts as the rounding residue of an exact cancellation.</summary>
internal static class CancellationSum
{
    /// <summary>64 ε: a chain of a dozen products and sums stays well below it.</summary>
    public const double Residue = 64 * 2.220446049250313e-16;

    /// <summary>Whether a sum is no more than the rounding of terms of this total size.</summary>
    public static bool IsResidue(double modulus, double magnitude) => modulus <= Residue * magnitude;

    /// <summary>The number of at most 36 bits that a sum equals up to the rounding of its terms, such as 1/2 for 0.5000000000000001; else the sum.</summary>
    /// <remarks>
    /// The factors 1/√2 of a normalised basis leave such dust. It would break a conservation law by 10⁻¹⁶ of the fastest rate, which
    /// over long times is not small. A number of more bits passes for one of 36 by chance once in some thousands, and then moves
    /// by no more than its own rounding.
    /// </remarks>
    public static double WithoutDust(double sum, double magnitude)
    {
        const double Dust = 1e-15;
        if (sum == 0 || !double.IsFinite(sum))
        {
            return sum;
        }

        double unit = Math.ScaleB(1, Math.ILogB(sum) - 35);
        double nearest = Math.Round(sum / unit) * unit;
        return Math.Abs(sum - nearest) <= Math.Min(Dust * magnitude, unit / 64) ? nearest : sum;
    }
}
