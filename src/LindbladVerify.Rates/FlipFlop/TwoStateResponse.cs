using System.Runtime.CompilerServices;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Rates.FlipFlop;

/// <summary>Y(s) for two-state noise, where one level is eliminated: a few multiplications that need no ladder.</summary>
internal static class TwoStateResponse
{
    /// <summary>Whether a noise has two values at a pair, and one level above the ground.</summary>
    public static bool Applies(NuclearPair pair, ElectronNoise noise) =>
        noise.Levels == 1 && pair.Hyperfine != 0 && Math.Abs(pair.Polarization) != 1;

    /// <summary>Y(s) of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="noise">A noise that <see cref="Applies"/>.</param>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="dipolarSquared">D²; 0 for the golden rule.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(NuclearPair pair, ElectronNoise noise, double s, double dipolarSquared)
    {
        double squared = pair.Hyperfine * pair.Hyperfine;
        double polarization = pair.Polarization;
        double mean = pair.Hyperfine * polarization;
        double variance = squared * ((1 - polarization) * (1 + polarization));
        return noise.IsElectronLike
            ? Of(s, pair.Broadening, pair.ElectronRate, dipolarSquared, mean, -mean, variance, -squared)
            : Of(s, pair.Broadening, pair.ElectronRate, dipolarSquared, mean, mean, variance, squared * Math.FusedMultiplyAdd(2 * polarization, polarization, -1));
    }

    /// <summary>q = a_0 - κ a_1 is formed as (a_0 p r + a_1 (a_0 a_1 - b²))/(p r + a_1²), where nothing cancels that matters.</summary>
    /// <param name="s">Laplace variable, 1/s.</param>
    /// <param name="broadening">Γ2.</param>
    /// <param name="electronRate">Γc.</param>
    /// <param name="dipolarSquared">D².</param>
    /// <param name="a0">Frequency of the ground level.</param>
    /// <param name="a1">Frequency of the level above.</param>
    /// <param name="couplingSquared">b².</param>
    /// <param name="determinant">a_0 a_1 - b², rounded once, so that it is right next to the crossing P² = 1/2 of the symmetric telegraph too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Of(double s, double broadening, double electronRate, double dipolarSquared, double a0, double a1, double couplingSquared, double determinant)
    {
        double g = s + broadening;
        double p1 = g + electronRate;
        double r1 = p1 + (dipolarSquared / (s + electronRate));
        double product = p1 * r1;
        double inverse = 1 / (product + (a1 * a1));
        double factor = couplingSquared * inverse;
        double p = g + (factor * p1);
        double r = g + (factor * r1);
        double q = ((a0 * product) + (a1 * determinant)) * inverse;
        return p / ((p * r) + (q * q));
    }
}
