namespace LindbladVerify.Formulas.Chessari2023.Common;

/// <summary>The residence time of a pair driven by any two-state noise with autocorrelation (1 - P²) exp(-Gc |t|).</summary>
internal static class TwoStateResidenceTime
{
    /// <summary>
    /// With G = diag(G2, Γ̄) and M = [[d, ν], [ν, a]], Q = G + M G⁻¹ Mᵀ and
    /// G2 Γ̄ det Q = (G2 Γ̄)² + d² Γ̄² + 2ν² G2 Γ̄ + a² G2² + (det M)²: a sum of squares.
    /// </summary>
    /// <param name="t">The scaled parameters.</param>
    /// <param name="a">Frequency of the second noise mode: +d for symmetric, -d for electron telegraph noise.</param>
    /// <param name="determinant">det M = d a - ν².</param>
    /// <param name="memory">Decay rate of the noise-weighted polarization difference over Gc: above 1 where the nuclei relax longitudinally as well.</param>
    public static double Rate(in PairTerms t, double a, double determinant, double memory = 1)
    {
        double gc = memory * t.Gc;
        double d2 = t.MeanSplitting * t.MeanSplitting;
        double q00 = Q00(t);
        double q11 = t.GBar + (t.Nu2 / t.G2) + (a * a / t.GBar);
        double product = t.G2 * t.GBar;
        double detQ = ((product * product) + (d2 * t.GBar * t.GBar) + (2 * t.Nu2 * product) + (a * a * t.G2 * t.G2) + (determinant * determinant)) / product;
        double coupling2 = t.D * t.D;
        double weight = coupling2 + (gc * q11);

        // A static electron and no coupling (Gc = D = 0): any finite ratio does, for the rate is zero.
        return weight > 0 ? t.Rate(weight / ((coupling2 * q00) + (gc * detQ))) : 0;
    }

    /// <summary>Q00 = G2 + d²/G2 + ν²/Γ̄, which gives the lower bound of the residence-time rate for every noise.</summary>
    public static double Q00(in PairTerms t) =>
        t.G2 + (t.MeanSplitting * t.MeanSplitting / t.G2) + (t.Nu2 / t.GBar);
}
