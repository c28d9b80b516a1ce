using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>Newton's method for zeros of a real polynomial and of its derivatives, in rising precision.</summary>
/// <param name="coefficients">Ascending.</param>
/// <param name="bits">Precision of the zeros.</param>
internal sealed class NewtonIteration(BigFloat[] coefficients, int bits)
{
    /// <summary>Newton's method for a simple zero of a derivative, each step with about twice the digits of the one before; null where it does not settle.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="order">Of the derivative.</param>
    /// <param name="known">Bits to which the start may be right.</param>
    /// <param name="crowding">log2 of |z p''/2p'| at the zero, by which the method multiplies the square of a relative error: the last step need not be seen to change nothing then; null where that is not known.</param>
    public BigComplex? Settle(BigComplex start, int order, int known, double? crowding)
    {
        const int MostPolishing = 40;
        const int MostEarly = 3;
        const int MostSlow = 8;
        BigComplex z = start;
        int slow = 0;
        long before = 0;
        foreach (int p in Levels(known))
        {
            BigFloat[] rounded = Array.ConvertAll(coefficients, c => c.To(p));
            double gained = 0;
            for (int step = 0; step < MostEarly && gained < p; step++)
            {
                if (Change(rounded, z.To(p), order) is not { } early || (z - early - start).Magnitude > start.Magnitude - 3)
                {
                    break;
                }

                z = (z - early).To(bits);
                gained = early.IsZero ? p : (2 * (z.Magnitude - early.Magnitude)) - (crowding ?? 0);
            }
        }

        for (int step = 0; step < MostPolishing; step++)
        {
            if (Change(coefficients, z, order) is not { } change || (z - change - start).Magnitude > start.Magnitude - 2)
            {
                return null;
            }

            // Among close zeros the method halves distances for ever.
            long settled = z.Magnitude - change.Magnitude;
            slow += settled < before + (before / 4) && settled < bits / 2 ? 1 : 0;
            if (slow > MostSlow)
            {
                return null;
            }

            before = settled;
            z -= change;
            if (change.IsZero || change.Magnitude < z.Magnitude - bits + 4 || (step > 8 && change.Magnitude < z.Magnitude - (bits * 3 / 4))
                || (2 * (z.Magnitude - change.Magnitude)) - crowding > bits + 4)
            {
                return z;
            }
        }

        return null;
    }

    /// <summary>Precisions below the last, each about half of the next, of which a start with so many bits gives the first in one step.</summary>
    private IEnumerable<int> Levels(int known)
    {
        const int Guard = 16;
        var levels = new Stack<int>();
        for (int p = bits; Below(p) < p && p > known; p = Below(p))
        {
            levels.Push(Below(p));
        }

        return levels;

        static int Below(int p) => ((p / 2) + Guard + 63) / 64 * 64;
    }

    /// <summary>Newton's step for a zero of a derivative; null where the next derivative is 0 as well.</summary>
    private static BigComplex? Change(BigFloat[] ascending, BigComplex z, int order)
    {
        BigComplex[] taylor = PoleExpansion.Taylor(ascending, z, order + 2);
        return taylor[order].IsZero ? BigComplex.Zero
            : taylor[order + 1].IsZero ? null
            : taylor[order] / (taylor[order + 1] * new BigComplex(BigFloat.Of((long)order + 1), BigFloat.Zero));
    }
}
