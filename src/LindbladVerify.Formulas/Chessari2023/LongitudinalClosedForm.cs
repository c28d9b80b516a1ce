using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The residence-time rate of ⟨Iz⟩ beside an electron that flips between +1 and -1, for any hyperfine field:
/// 1/T1 = Aperp² (1-P²) Gc w0² / [(w0² - Az²)² + Aperp² (P w0 + Az)² + Gc² (w0 + P Az)²].
/// Follows by elimination: the integrals over time of the six noise-weighted components of the magnetization obey six linear equations,
/// of which that for ∫⟨Iz⟩ fixes the noise-weighted Iy, and the others follow one by one.
/// </summary>
public sealed class LongitudinalClosedForm : LongitudinalRateFormula
{
    /// <inheritdoc/>
    public override string Id => "longitudinal-rate";

    /// <inheritdoc/>
    public override string Title => "Longitudinal relaxation beside a flipping electron, any hyperfine field";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "Aperp^2/2*(1-P^2)*Gc*w0^2/((w0^2-Az^2)^2+Aperp^2*(P*w0+Az)^2+Gc^2*(w0+P*Az)^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("electron-telegraph", "The closed form is half the residence-time relaxation rate of ⟨Iz⟩ at any hyperfine field.", VerdictKind.Exact, ResidenceTime()),
        PairClaims.Vanishes("longitudinal-mode", "The closed form is half the decay rate of the longitudinal mode up to second order in the pseudosecular coupling.", 2, LongitudinalMode, LongitudinalLimits.WeakPseudosecular),
        PairClaims.Fails("symmetric-telegraph", "For a weak pseudosecular and a strong secular coupling the rate does not depend on the law of the noise.", ResidenceTime(NoiseNames.SymmetricTelegraph), LongitudinalLimits.WeakPseudosecular),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double RelaxationRate(double larmor, double secular, double pseudosecular, double polarization, double electronRate)
    {
        double coherent = (larmor - secular) * (larmor + secular);
        double tilt = pseudosecular * ((polarization * larmor) + secular);
        double loss = electronRate * (larmor + (polarization * secular));
        return pseudosecular * pseudosecular * Variance(polarization) * electronRate * larmor * larmor / ((coherent * coherent) + (tilt * tilt) + (loss * loss));
    }
}
