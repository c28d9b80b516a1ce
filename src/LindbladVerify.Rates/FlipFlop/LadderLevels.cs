using LindbladVerify.Systems.Models;

namespace LindbladVerify.Rates.FlipFlop;

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
