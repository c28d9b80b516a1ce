using System.Numerics;
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
/// An infinite ladder is cut where what lies beyond no longer matters, by its derivatives; where that is deeper than
/// <see cref="DeepestLadder"/>, as for slow noise, it is closed with <see cref="SmoothTail"/>.
/// </remarks>
internal readonly struct LadderResolvent
{
    /// <summary>Levels at which an infinite ladder is closed at the latest.</summary>
    public const int DeepestLadder = 1 << 12;

    private const int FirstDepth = 16;
    private const int FirstForecast = 128;
    private const int FirstSmooth = 256;
    private const double Converged = 2e-15;
    private const double TwoStateRounding = 16 * 2.220446049250313e-16;

    private readonly NuclearPair pair;
    private readonly ElectronNoise noise;
    private readonly NoiseLadder ladder;
    private readonly LadderLevels levels;

    public LadderResolvent(NuclearPair pair, ElectronNoise noise, bool leadingOrder)
    {
        this.pair = pair;
        this.noise = noise;
        ladder = new NoiseLadder(pair, noise);
        levels = LadderLevels.Of(pair, leadingOrder);
    }

    /// <summary>Y(s).</summary>
    /// <param name="s">Laplace variable, 1/s.</param>
    public double Value(double s) => ladder.Levels switch
    {
        1 => TwoStateResponse.Of(pair, noise, s, levels.DipolarSquared),
        int exact => Eliminate(s, exact),
        null => EvaluateInfinite(s, rounding: false).Value,
    };

    /// <summary>Y(s) with bounds on its errors.</summary>
    /// <param name="s">Laplace variable, 1/s.</param>
    public LadderResponse Evaluate(double s)
    {
        switch (ladder.Levels)
        {
            case 1:
                return new LadderResponse(TwoStateResponse.Of(pair, noise, s, levels.DipolarSquared), 1, 0, TwoStateRounding);
            case int exact:
                (double p, double q, double r) = levels.Bare(ladder, s, exact);
                return LadderElimination.Of(ladder, levels, s, exact, new LadderTop(p, q, r, 0, 0, 0), rounding: true);
            default:
                return EvaluateInfinite(s, rounding: true);
        }
    }

    private LadderResponse EvaluateInfinite(double s, bool rounding)
    {
        for (int depth = FirstDepth; ;)
        {
            bool last = depth >= DeepestLadder;
            LadderTop top = depth >= FirstSmooth && (last || levels.DipolarSquared == 0) ? Smooth(s, depth) ?? Frozen(s, depth) : Frozen(s, depth);
            LadderResponse response = LadderElimination.Of(ladder, levels, s, depth, top, rounding);
            if (last || !(response.Truncation > Converged))
            {
                return response;
            }

            depth = depth >= FirstForecast && levels.DipolarSquared != 0 && IsOutOfReach(depth, response.Truncation) ? DeepestLadder : Next(depth, response.Truncation);
        }
    }

    /// <summary>The depth at which what is left will do if its logarithm goes on as before; at most four times as deep, which it grows faster than.</summary>
    private static int Next(int depth, double truncation)
    {
        double ratio = truncation < 0.5 ? Math.Log(Converged) / Math.Log(truncation) : 4;
        return Math.Min((int)(depth * Math.Clamp(1.05 * ratio, 1.15, 4)) + 1, DeepestLadder);
    }

    /// <summary>Whether the deepest ladder will not do either: the logarithm of what is left grows at most with the depth to the power 3/2.</summary>
    private static bool IsOutOfReach(int depth, double truncation)
    {
        double ratio = (double)DeepestLadder / depth;
        return -Math.Log(truncation) * ratio * Math.Sqrt(ratio) < -Math.Log(Converged);
    }

    private double Eliminate(double s, int depth)
    {
        (double p, double q, double r) = levels.Bare(ladder, s, depth);
        for (int n = depth; n >= 1; n--)
        {
            double factor = ladder.CouplingSquared(n) / Math.FusedMultiplyAdd(p, r, q * q);
            (double p0, double q0, double r0) = levels.Bare(ladder, s, n - 1);
            p = Math.FusedMultiplyAdd(factor, p, p0);
            q = Math.FusedMultiplyAdd(-factor, q, q0);
            r = Math.FusedMultiplyAdd(factor, r, r0);
        }

        return p / Math.FusedMultiplyAdd(p, r, q * q);
    }

    /// <summary>
    /// The fixed point of the recursion at level n with b², g and h frozen: with G = √(gh) it is that of m = G - ia + b²/m for
    /// m = √(pr) - iq. The ratio r/p lies between 1 and h/g (it is inherited from above, where h/g is smaller); |m| is taken as its own error.
    /// </summary>
    private LadderTop Frozen(double s, int n)
    {
        (double g, double frequency, double h) = levels.Bare(ladder, s, n);
        double ratio = Math.Sqrt(Math.Abs(h / g));
        var a = new Complex(g * ratio, -frequency);
        Complex root = Complex.Sqrt((a * a) + (4 * ladder.CouplingSquared(n + 1)));
        Complex m = (a + (root.Real >= 0 ? root : -root)) / 2;
        double modulus = Complex.Abs(m);
        return new LadderTop(m.Real / ratio, -m.Imaginary, m.Real * ratio, modulus, modulus, modulus * ratio);
    }

    private LadderTop? Smooth(double s, int n) => SmoothTail.At(n, s, levels, ladder.Variance, ladder.Frequency(n));
}

/// <summary>
/// An electron noise of the pair as a ladder of modes that decay at nΓc: δ = ΔP(t) acts as a_n on level n and couples levels
/// n-1 and n by b_n (orthonormal Hermite, Krawtchouk or two-point modes).
/// </summary>
/// <remarks>
/// a_0 = ΔP. Symmetric: a_n = ΔP, b_n² = ν² n(N-n+1)/N. Electron-like: a_n = ΔP(1 - 2n/√N), same b_n. Ornstein–Uhlenbeck: a_n = ΔP, b_n² = nν².
/// N = 1 is the single telegraph; ν = Δ√(1-P²).
/// </remarks>
internal readonly struct NoiseLadder
{
    private readonly double last;
    private readonly double step;
    private readonly double inverseCount;

    public NoiseLadder(NuclearPair pair, ElectronNoise noise)
    {
        double squared = pair.Hyperfine * pair.Hyperfine;
        Mean = pair.Hyperfine * pair.Polarization;
        Variance = squared * ((1 - pair.Polarization) * (1 + pair.Polarization));
        bool finite = noise.Levels is not null;
        int count = noise.Levels ?? 0;
        Levels = Variance == 0 ? 0 : noise.Levels;
        inverseCount = finite ? 1.0 / count : 1;
        (last, step) = finite ? (count + 1, 1) : (1, 0);
        Slope = noise.IsElectronLike ? -2 * Mean / (count > 1 ? Math.Sqrt(count) : 1) : 0;
    }

    /// <summary>Number of levels above the ground level; null for an infinite ladder.</summary>
    public int? Levels { get; }

    /// <summary>ν², rad²/s².</summary>
    public double Variance { get; }

    /// <summary>a_0, rad/s.</summary>
    public double Mean { get; }

    /// <summary>a_n - a_(n-1), rad/s.</summary>
    public double Slope { get; }

    /// <summary>a_n, rad/s.</summary>
    public double Frequency(int n) => Math.FusedMultiplyAdd(Slope, n, Mean);

    /// <summary>b_n², rad²/s².</summary>
    public double CouplingSquared(int n) => Variance * (n * (last - (n * step)) * inverseCount);
}
