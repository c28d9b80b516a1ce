using System.Buffers;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// The backward elimination of a noise ladder with the derivatives of its response: p' = g + κp, q' = a - κq, r' = h + κr with
/// κ = b²/(pr + q²) from the top to the ground, then the chain rule from the ground to the top.
/// </summary>
/// <remarks>
/// The derivatives say to first order what every rounding and every error of the topmost block does to the response; nothing is
/// assumed about how errors travel. What all levels have in common, the roundings of ν² and of the frequencies, is counted once, with its sign.
/// </remarks>
internal static class LadderElimination
{
    private const double Unit = 1.1102230246251565e-16;
    private const int OnStack = 128;
    private const int Slots = 5;

    /// <summary>The response Y = p/(pr + q²) of the ground level.</summary>
    /// <param name="ladder">Frequencies and couplings.</param>
    /// <param name="levels">Decay rates.</param>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="depth">Topmost level.</param>
    /// <param name="top">Its block.</param>
    /// <param name="rounding">Whether the bound on rounding is wanted.</param>
    public static LadderResponse Of(in NoiseLadder ladder, in LadderLevels levels, double s, int depth, LadderTop top, bool rounding)
    {
        if (depth <= OnStack)
        {
            Span<double> onStack = stackalloc double[Slots * (OnStack + 1)];
            return Of(ladder, levels, s, depth, top, rounding, onStack);
        }

        double[] rented = ArrayPool<double>.Shared.Rent(Slots * (depth + 1));
        try
        {
            return Of(ladder, levels, s, depth, top, rounding, rented);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static LadderResponse Of(in NoiseLadder ladder, in LadderLevels levels, double s, int depth, LadderTop top, bool withRounding, Span<double> blocks)
    {
        double p = top.P;
        double q = top.Q;
        double r = top.R;
        for (int n = depth; n >= 1; n--)
        {
            double determinant = Math.FusedMultiplyAdd(p, r, q * q);
            double factor = ladder.CouplingSquared(n) / determinant;
            Span<double> block = blocks.Slice(Slots * n, Slots);
            block[0] = p;
            block[1] = q;
            block[2] = r;
            block[3] = factor;
            block[4] = 1 / determinant;
            (double p0, double q0, double r0) = levels.Bare(ladder, s, n - 1);
            p = Math.FusedMultiplyAdd(factor, p, p0);
            q = Math.FusedMultiplyAdd(-factor, q, q0);
            r = Math.FusedMultiplyAdd(factor, r, r0);
        }

        double last = Math.FusedMultiplyAdd(p, r, q * q);
        double value = p / last;
        double ofP = q * q / (last * last);
        double ofQ = -2 * p * q / (last * last);
        double ofR = -(p / last) * (p / last);
        double rounding = (4 * Math.Abs(value)) + Rounding(ladder, levels, s, 0, ofP, ofQ, ofR, p, q, r);
        double ofVariance = 0;
        double ofMean = ofQ;
        double ofSlope = 0;
        for (int n = 1; n <= depth; n++)
        {
            Span<double> block = blocks.Slice(Slots * n, Slots);
            (p, q, r) = (block[0], block[1], block[2]);
            double factor = block[3];
            double ofFactor = (ofP * p) - (ofQ * q) + (ofR * r);
            double carried = ofFactor * factor * block[4];
            ofP = (factor * ofP) - (carried * r);
            ofQ = -(factor * ofQ) - (2 * carried * q);
            ofR = (factor * ofR) - (carried * p);
            if (withRounding)
            {
                ofVariance += ofFactor * factor;
                rounding += (6 * Math.Abs(ofFactor * factor)) + Rounding(ladder, levels, s, n, ofP, ofQ, ofR, p, q, r);
                ofMean += ofQ;
                ofSlope += n * ofQ;
            }
        }

        double truncation = (Math.Abs(ofP) * top.ErrorP) + (Math.Abs(ofQ) * top.ErrorQ) + (Math.Abs(ofR) * top.ErrorR);
        rounding += (5 * Math.Abs(ofVariance)) + Math.Abs(ofMean * ladder.Mean) + (4 * Math.Abs(ofSlope * ladder.Slope));
        return new LadderResponse(value, depth, truncation / Math.Abs(value), 1.01 * Unit * rounding / Math.Abs(value));
    }

    /// <summary>
    /// One rounding of each element by the multiply-add, two of the bare rates in it, five of D²/(s + nΓc), one of the frequency. For s ≥ 0 the
    /// bare rates are parts of p and r without cancellation.
    /// </summary>
    private static double Rounding(in NoiseLadder ladder, in LadderLevels levels, double s, int n, double ofP, double ofQ, double ofR, double p, double q, double r)
    {
        double sum = (3 * Math.Abs(ofP * p)) + (Math.Abs(ofQ) * (Math.Abs(q) + Math.Abs(ladder.Frequency(n)))) + (6 * Math.Abs(ofR * r));
        if (s < 0)
        {
            double population = Math.Abs(Math.FusedMultiplyAdd(n, levels.ElectronRate, s));
            sum += 2 * (Math.Abs(ofP) + Math.Abs(ofR)) * (population + levels.Broadening);
            sum += n == 0 ? 0 : 6 * Math.Abs(ofR) * levels.DipolarSquared / population;
        }

        return sum;
    }
}

/// <summary>What the levels of a noise ladder lose: coherences at s + Γ2 + nΓc, populations at s + nΓc.</summary>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="DipolarSquared">D²; 0 for the golden rule.</param>
internal readonly record struct LadderLevels(double ElectronRate, double Broadening, double DipolarSquared)
{
    public static LadderLevels Of(NuclearPair pair, bool leadingOrder) =>
        new(pair.ElectronRate, pair.Broadening, leadingOrder ? 0 : pair.Dipolar * pair.Dipolar);

    /// <summary>The block of level n on its own: (s + Γ2 + nΓc, a_n, the same + D²/(s + nΓc) for n ≥ 1).</summary>
    public (double P, double Q, double R) Bare(in NoiseLadder ladder, double s, int n)
    {
        double population = Math.FusedMultiplyAdd(n, ElectronRate, s);
        double decay = population + Broadening;
        return (decay, ladder.Frequency(n), n == 0 ? decay : decay + (DipolarSquared / population));
    }
}

/// <summary>Y(s) of the noise ladder with bounds on its relative errors.</summary>
/// <param name="Value">Y(s).</param>
/// <param name="Depth">Levels that were eliminated.</param>
/// <param name="Truncation">What the levels beyond the depth may still change; 0 for finite ladders.</param>
/// <param name="Rounding">What rounding may have changed.</param>
internal readonly record struct LadderResponse(double Value, int Depth, double Truncation, double Rounding)
{
    /// <summary>Both together.</summary>
    public double Error => Truncation + Rounding;
}

/// <summary>The block [[p, q], [-q, r]] of the topmost level of a ladder, and by how much each element may be wrong.</summary>
internal readonly record struct LadderTop(double P, double Q, double R, double ErrorP, double ErrorQ, double ErrorR);
