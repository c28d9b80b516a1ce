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
