using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The longitudinal rate to leading order in the pseudosecular coupling, at any secular one:
/// 1/T1 = Aperp² (1-P²) Gc w0² / [(w0² - Az²)² + Gc² (w0 + P Az)²]. Near Az = w0 a slow electron relaxes the nucleus resonantly.
/// </summary>
public sealed class LongitudinalLeadingOrder : LongitudinalRateFormula
{
    /// <inheritdoc/>
    public override string Id => "longitudinal-rate.leading-order";

    /// <inheritdoc/>
    public override string Title => "Longitudinal relaxation beside a flipping electron, leading order in the pseudosecular coupling";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "Aperp^2/2*(1-P^2)*Gc*w0^2/((w0^2-Az^2)^2+Gc^2*(w0+P*Az)^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("weak-pseudosecular-coupling", "For a weak pseudosecular coupling the formula is half the relaxation rate of ⟨Iz⟩ at any secular coupling.", 2, ResidenceTime(), LongitudinalLimits.WeakPseudosecular),
        PairClaims.Vanishes("longitudinal-mode", "For a weak pseudosecular coupling the formula is half the decay rate of the longitudinal mode.", 2, LongitudinalMode, LongitudinalLimits.WeakPseudosecular),
        new BoundClaim("never-underestimates", "The leading order never underestimates the residence-time rate.", VerdictKind.Bounded, ResidenceTime(), double.PositiveInfinity, _ => true, "everywhere", 1),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double RelaxationRate(double larmor, double secular, double pseudosecular, double polarization, double electronRate)
    {
        double coherent = (larmor - secular) * (larmor + secular);
        double loss = electronRate * (larmor + (polarization * secular));
        return pseudosecular * pseudosecular * Variance(polarization) * electronRate * larmor * larmor / ((coherent * coherent) + (loss * loss));
    }
}
