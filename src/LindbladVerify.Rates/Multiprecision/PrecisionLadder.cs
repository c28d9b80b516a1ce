using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Computes with more and more digits until two results agree: what they differ by bounds the error of the finer one.</summary>
public static class PrecisionLadder
{
    /// <summary>Precision to begin with.</summary>
    public const int FirstBits = 192;

    /// <summary>A number below this power of the precision, relative to what it is a sum of, at two precisions, is 0.</summary>
    private const double ZeroShare = 0.6;

    /// <summary>The result.</summary>
    /// <param name="at">The computation with a number of bits.</param>
    /// <param name="wantedRelativeError">When to stop.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static PreciseResult Climb(Func<int, PreciseOutcome> at, double wantedRelativeError, int mostBits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(at);
        int bits = Math.Max(64, Math.Min(FirstBits, mostBits / 2));
        PreciseOutcome coarse = at(bits);
        PreciseResult? best = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            bits *= 2;
            PreciseOutcome fine = at(bits);
            if (Compare(coarse, fine, bits) is { } result)
            {
                if (result.Value is not { } value || value.Error.IsZero || IsZero(value) || (value.Error / BigFloat.Abs(value.Value.To(64))).LogModulus() <= Math.Log(wantedRelativeError))
                {
                    return result;
                }

                best = result with { NeedsDigits = true };
            }

            if (2 * bits > mostBits)
            {
                return best ?? new PreciseResult(null, fine.Remark ?? coarse.Remark ?? "More digits are needed than were allowed.", true);
            }

            coarse = fine;
        }
    }

    private static bool IsZero(Ball value) => value.Value.IsZero;

    /// <summary>What two precisions agree on; null where they do not.</summary>
    private static PreciseResult? Compare(PreciseOutcome coarse, PreciseOutcome fine, int bits)
    {
        if (coarse.NeedsDigits || fine.NeedsDigits || !string.Equals(coarse.Case, fine.Case, StringComparison.Ordinal))
        {
            return null;
        }

        if (coarse.Value is not { } first || fine.Value is not { } second)
        {
            return new PreciseResult(null, fine.Remark, false);
        }

        if (IsLost(first, coarse.Scale, bits / 2) && IsLost(second, fine.Scale, bits))
        {
            BigFloat below = fine.Scale.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, fine.Scale.Magnitude - (long)(ZeroShare * bits), 32);
            return new PreciseResult(new Ball(BigFloat.Zero, below), fine.Remark, false);
        }

        BigFloat least = second.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, second.Magnitude - (bits / 2), 32);
        BigFloat change = BigFloat.Abs(second - first).To(64);
        return new PreciseResult(new Ball(second, BigFloat.Max(BigFloat.Max(change, least), fine.Error)), fine.Remark, false);
    }

    private static bool IsLost(BigFloat value, BigFloat scale, int bits) => value.IsZero || value.Magnitude < scale.Magnitude - (ZeroShare * bits);
}
