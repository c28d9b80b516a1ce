using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// The noise-averaged response of a nuclear pair by backward elimination of the noise ladder: with s the Laplace variable,
/// z(s) = 1/(s + D² Y(s)), where Y(s) is the yy element of the inverse of the eliminated 2x2 block of the coherence.
/// </summary>
/// <remarks>
/// Level n: c_n' = -(Γ2 + nΓc - i a_n) c_n + i(b_n c_(n-1) + b_(n+1) c_(n+1)) + iD z_n, z_n' = -nΓc z_n - D Im c_n.
/// z_n is eliminated exactly (for n ≥ 1 it adds D²/(s + nΓc) to the yy element), so every order in D is kept; D = 0 in the
/// block gives the golden rule. The 2x2 blocks keep the form [[p, q], [-q, r]], and the elimination of level n from level n-1 is
/// p' = g + κp, q' = a - κq, r' = g + D²/(s+nΓc) + κr with κ = b²/(pr + q²): for s ≥ 0 only positive numbers are added to p and r.
/// Infinite ladders are closed with the local fixed point of the recursion, and their depth is doubled until nothing changes.
/// </remarks>
internal readonly struct LadderResolvent
{
    private const int FirstDepth = 16;
    private const int DeepestLadder = 1 << 22;
    private const double Converged = 2e-15;
    private const double TwoStateRounding = 16 * 2.220446049250313e-16;

    private readonly NoiseLadder ladder;
    private readonly double electronRate;
    private readonly double broadening;
    private readonly double dipolarSquared;

    public LadderResolvent(NuclearPair pair, ElectronNoise noise, bool leadingOrder)
    {
        ladder = new NoiseLadder(pair, noise);
        electronRate = pair.ElectronRate;
        broadening = pair.Broadening;
        dipolarSquared = leadingOrder ? 0 : pair.Dipolar * pair.Dipolar;
    }

    /// <summary>Y(s) with the depth that was needed and the last relative change on doubling it (0 for finite ladders).</summary>
    /// <param name="s">Laplace variable, 1/s.</param>
    public (double Value, int Depth, double Change) Evaluate(double s)
    {
        if (ladder.Levels is int exact)
        {
            return (exact == 1 ? EliminateTwoState(s) : Eliminate(s, exact, closed: false), exact, 0);
        }

        double previous = Eliminate(s, FirstDepth, closed: true);
        for (int depth = 2 * FirstDepth; ; depth *= 2)
        {
            double value = Eliminate(s, depth, closed: true);
            double change = Math.Abs(value - previous) / Math.Abs(value);
            if (!(change > Converged) || depth >= DeepestLadder)
            {
                return (value, depth, change);
            }

            previous = value;
        }
    }

    /// <summary>
    /// A bound on the relative rounding error of Y(0) at a depth. It exceeds a few roundings only where a_n and κq nearly cancel,
    /// on a resonance of the noise much narrower than the splitting, and in deep ladders.
    /// </summary>
    public double Rounding(int depth)
    {
        if (depth <= 1)
        {
            return TwoStateRounding;
        }

        (double p, double q, double r) = ladder.Levels is null ? Tail(0, depth) : Bare(0, depth);
        var error = LadderRounding.Start(p, q, r);
        for (int n = depth; n >= 1; n--)
        {
            (double p0, double q0, double r0) = Bare(0, n - 1);
            error.Eliminate(ladder.CouplingSquared(n), p0, q0, r0);
        }

        return error.OfResponse;
    }

    private double Eliminate(double s, int depth, bool closed)
    {
        (double p, double q, double r) = closed ? Tail(s, depth) : Bare(s, depth);
        for (int n = depth; n >= 1; n--)
        {
            double factor = ladder.CouplingSquared(n) / ((p * r) + (q * q));
            (double p0, double q0, double r0) = Bare(s, n - 1);
            p = p0 + (factor * p);
            q = q0 - (factor * q);
            r = r0 + (factor * r);
        }

        return p / ((p * r) + (q * q));
    }

    /// <summary>One level above the ground: q = a_0 - κ a_1 is formed as (a_0 p r + a_1 (a_0 a_1 - b²))/(p r + a_1²), where nothing cancels that matters.</summary>
    private double EliminateTwoState(double s)
    {
        double g = s + broadening;
        double a0 = ladder.Frequency(0);
        double a1 = ladder.Frequency(1);
        double p1 = g + electronRate;
        double r1 = p1 + (dipolarSquared / (s + electronRate));
        double product = p1 * r1;
        double inverse = 1 / (product + (a1 * a1));
        double factor = ladder.CouplingSquared(1) * inverse;
        double p = g + (factor * p1);
        double r = g + (factor * r1);
        double q = ((a0 * product) + (a1 * ladder.TwoStateDeterminant)) * inverse;
        return p / ((p * r) + (q * q));
    }

    private (double P, double Q, double R) Bare(double s, int n)
    {
        double decay = s + broadening + (n * electronRate);
        double extra = n == 0 ? 0 : dipolarSquared / (s + (n * electronRate));
        return (decay, ladder.Frequency(n), decay + extra);
    }

    /// <summary>The fixed point of the recursion at level n with b² frozen: m = A + b²/m for the complex m = p - iq (r = p).</summary>
    private (double P, double Q, double R) Tail(double s, int n)
    {
        (double decay, double frequency, double r) = Bare(s, n);
        var a = new System.Numerics.Complex(decay, -frequency);
        System.Numerics.Complex root = System.Numerics.Complex.Sqrt((a * a) + (4 * ladder.CouplingSquared(n + 1)));
        System.Numerics.Complex m = (a + (root.Real >= 0 ? root : -root)) / 2;
        return (m.Real, -m.Imaginary, m.Real + (r - decay));
    }
}
