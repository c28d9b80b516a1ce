using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (9) by the poles of the noise-averaged propagator: (D²/4) Σ_{s=±} [g - s (Gc/2Ω)(d - sΩ)]/[(d - sΩ)² + g²], d = Delta P, g = G2 + Gc/2,
/// Ω = √(ν² - Gc²/4), ν² = (1 - P²) Delta². Two lines at d = ±Ω of width g while ν &gt; Gc/2; two lines at d = 0 of widths g ± iΩ beyond.
/// Evaluated with both terms over a common denominator, where critical damping (Ω = 0) is no singularity and Ω may be imaginary.
/// Eq. (10) keeps g alone in the numerators and replaces Ω by ν.
/// </summary>
public sealed class PoleForm : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "pole-form";

    /// <inheritdoc/>
    public override string Title => "Eq. (9) as a sum over the poles of the spectrum";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/4*((g-Gc/(2*Omega)*(Delta*P-Omega))/((Delta*P-Omega)^2+g^2)+(g+Gc/(2*Omega)*(Delta*P+Omega))/((Delta*P+Omega)^2+g^2)), g = G2+Gc/2, Omega = sqrt((1-P^2)*Delta^2-Gc^2/4)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("symmetric-telegraph", "The sum over the poles is the golden-rule rate for symmetric telegraph noise.", VerdictKind.Exact, Reference.GoldenRule(SymmetricTelegraph)),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Eq. (9) by its poles.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double d = Math.Abs(t.MeanSplitting);
        double nu = t.Delta * Math.Sqrt(t.Variance);
        double halfRate = t.Gc / 2;
        double numerator = (t.G2 * d * d) + (t.GBar * ((t.G2 * t.GBar) + t.Nu2));
        double omega2 = (nu - halfRate) * (nu + halfRate);
        if (omega2 >= 0)
        {
            double g2 = t.HalfWidth * t.HalfWidth;
            double omega = Math.Sqrt(omega2);
            double above = d + omega;
            double below = above > 0 ? ((t.Crossing * t.Delta2) - (halfRate * halfRate)) / above : 0; // Ω - d without cancellation at a crossing
            return t.Rate(numerator / (g2 + (below * below)) / (g2 + (above * above)));
        }

        // Overdamped: the decay rates Gc/2 ± |Ω| of the two poles; the slow one from their product ν².
        double fast = halfRate + Math.Sqrt(-omega2);
        double slow = t.Nu2 / fast;
        double narrow = t.G2 + slow;
        double broad = t.G2 + fast;
        return t.Rate(numerator / ((narrow * narrow) + (d * d)) / ((broad * broad) + (d * d)));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
