using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Rates.FlipFlop;

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
    private readonly double mean;
    private readonly double slope;
    private readonly double variance;
    private readonly double inverseCount;

    public NoiseLadder(NuclearPair pair, ElectronNoise noise)
    {
        double squared = pair.Hyperfine * pair.Hyperfine;
        mean = pair.Hyperfine * pair.Polarization;
        variance = squared * ((1 - pair.Polarization) * (1 + pair.Polarization));
        bool finite = noise.Kind != ElectronNoiseKind.OrnsteinUhlenbeck;
        bool electronLike = noise.Kind is ElectronNoiseKind.ElectronTelegraph or ElectronNoiseKind.ElectronFluctuators;
        int count = finite ? noise.Count : 0;
        Levels = variance == 0 ? 0 : finite ? count : null;
        inverseCount = count > 1 ? 1.0 / count : count;
        slope = electronLike ? -2 * mean / (count > 1 ? Math.Sqrt(count) : 1) : 0;
        TwoStateDeterminant = electronLike ? -squared : squared * Math.FusedMultiplyAdd(2 * pair.Polarization, pair.Polarization, -1);
    }

    /// <summary>Number of levels above the ground level; null for an infinite ladder.</summary>
    public int? Levels { get; }

    /// <summary>For a single level: a_0 a_1 - b_1², rounded once, so that it is right next to the crossing P² = 1/2 of the symmetric telegraph too.</summary>
    public double TwoStateDeterminant { get; }

    /// <summary>a_n, rad/s.</summary>
    public double Frequency(int n) => mean + (slope * n);

    /// <summary>b_n², rad²/s².</summary>
    public double CouplingSquared(int n) => variance * n * (1 - ((n - 1) * inverseCount));
}
