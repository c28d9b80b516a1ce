using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (6) with the one term that makes it exact at any pseudosecular coupling where there is no secular one:
/// 1/T1 = Aperp² (1-P²) Gc/(Gc² + w0² + P² Aperp²).
/// </summary>
public sealed class LongitudinalWithoutSecular : LongitudinalRateFormula
{
    /// <inheritdoc/>
    public override string Id => "longitudinal-rate.without-secular-coupling";

    /// <inheritdoc/>
    public override string Title => "Longitudinal relaxation beside a flipping electron, no secular coupling";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "Aperp^2/2*(1-P^2)*Gc/(Gc^2+w0^2+P^2*Aperp^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        new LimitClaim("exact", "Without secular coupling the formula is half the residence-time relaxation rate of ⟨Iz⟩, however strong the pseudosecular coupling.", VerdictKind.Exact, ResidenceTime(), LongitudinalLimits.WeakPseudosecularAlone.Path, LongitudinalLimits.WeakPseudosecularAlone.Text, null),
        PairClaims.Vanishes("weak-hyperfine", "With a secular coupling the formula is right for weak hyperfine fields.", 1, ResidenceTime(), LongitudinalLimits.WeakHyperfine),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double RelaxationRate(double larmor, double secular, double pseudosecular, double polarization, double electronRate)
    {
        double tilt = polarization * pseudosecular;
        return pseudosecular * pseudosecular * Variance(polarization) * electronRate / ((electronRate * electronRate) + (larmor * larmor) + (tilt * tilt));
    }
}
