using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Computes with two precisions, and with more digits until both agree: what they differ by bounds the error of the finer one.</summary>
public static class PrecisionLadder
{
    /// <summary>The lower precision to begin with.</summary>
    public const int FirstBits = 192;

    private const int LeastBits = 64;

    /// <summary>A number below this power of the precision, relative to what it is a sum of, at both precisions, is 0.</summary>
    private const double ZeroShare = 0.6;

    /// <summary>The result.</summary>
    /// <param name="at">The computation with b and with 2b bits.</param>
    /// <param name="wantedRelativeError">When to stop.</param>
    /// <param name="mostBits">Bits not to exceed.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <param name="firstBits">More bits to begin with, where the numbers of the problem span many decades: what is far below the largest of them is not 0.</param>
    public static PreciseResult Climb(Func<int, (PreciseOutcome Coarse, PreciseOutcome Fine)> at, double wantedRelativeError, int mostBits, CancellationToken cancellation, int firstBits = FirstBits)
    {
        ArgumentNullException.ThrowIfNull(at);
        PreciseResult? best = null;
        string? remark = null;
        for (int bits = Math.Max(LeastBits, Math.Min(Math.Max(FirstBits, firstBits), mostBits / 2)); best is null || 2 * bits <= mostBits; bits *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            (PreciseOutcome coarse, PreciseOutcome fine) = at(bits);
            remark = fine.Remark ?? remark;
            if (Compare(coarse, fine, bits) is { } result)
            {
                if (IsSettled(result, wantedRelativeError))
                {
                    return result;
                }

                best = result with { NeedsDigits = true };
            }

            if (4L * bits > mostBits)
            {
                break;
            }
        }

        return best ?? new PreciseResult(null, remark ?? "More digits are needed than were allowed.", true);
    }

    private static bool IsSettled(PreciseResult result, double wantedRelativeError) =>
        result.Value is not { } value || value.Error.IsZero || value.Value.IsZero
        || (value.Error / BigFloat.Abs(value.Value.To(64))).LogModulus() <= Math.Log(wantedRelativeError);

    /// <summary>What both precisions agree on; null where they do not.</summary>
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

        if (IsLost(first, coarse.Scale, bits) && IsLost(second, fine.Scale, 2 * bits))
        {
            BigFloat below = fine.Scale.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, fine.Scale.Magnitude - (long)(2 * ZeroShare * bits), 32);
            return new PreciseResult(new Ball(BigFloat.Zero, below), fine.Remark, false);
        }

        BigFloat least = second.IsZero ? BigFloat.Zero : BigFloat.Scaled(1, second.Magnitude - bits, 32);
        BigFloat change = BigFloat.Abs(second - first).To(64);
        return new PreciseResult(new Ball(second, BigFloat.Max(BigFloat.Max(change, least), fine.Error)), fine.Remark, false);
    }

    private static bool IsLost(BigFloat value, BigFloat scale, int bits) => value.IsZero || value.Magnitude < scale.Magnitude - (ZeroShare * bits);
}
