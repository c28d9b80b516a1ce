using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (6): the longitudinal transition rate Γ1 = ½ A+ A- (1-P²) Gc/(Gc² + w0²) of a nucleus beside an electron. Right for weak hyperfine
/// fields, Az and Aperp ≪ w0, to first order in Az/w0 (second at P = 0 or Az = 0); it asks nothing of Gc, and of the noise only its correlation.
/// </summary>
public sealed class Equation6 : LongitudinalRateFormula
{
    /// <inheritdoc/>
    public override string Id => "eq6";

    /// <inheritdoc/>
    public override string Title => "Longitudinal relaxation by the pseudosecular hyperfine coupling, Eq. (6)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (6)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "Aperp^2/2*(1-P^2)*Gc/(Gc^2+w0^2)";

    /// <inheritdoc/>
    public override string Note =>
        "Γ1 is a transition rate: ⟨Iz⟩ relaxes at 1/T1 = 2 Γ1. The mode of slowest decay is often the transverse pair; the longitudinal mode is the one with no frequency.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("longitudinal-rate", "For hyperfine fields weak against the Larmor frequency Eq. (6) is half the relaxation rate of ⟨Iz⟩.", 1, ResidenceTime(), LongitudinalLimits.WeakHyperfine),
        PairClaims.Vanishes("longitudinal-mode", "For weak hyperfine fields Eq. (6) is half the decay rate of the longitudinal mode.", 1, LongitudinalMode, LongitudinalLimits.WeakHyperfine),
        PairClaims.Vanishes("without-secular-coupling", "Without secular coupling the error of Eq. (6) is of second order in the hyperfine field.", 2, ResidenceTime(), LongitudinalLimits.WeakPseudosecularAlone),
        PairClaims.Vanishes("unpolarized-electron", "For an unpolarized electron the error of Eq. (6) is of second order in the hyperfine field.", 2, ResidenceTime(), LongitudinalLimits.WeakHyperfineUnpolarized),
        PairClaims.Fails("weak-pseudosecular-coupling", "A weak pseudosecular coupling alone makes Eq. (6) right, however strong the secular one.", ResidenceTime(), LongitudinalLimits.WeakPseudosecular),
        PairClaims.Vanishes("slow-electron", "Eq. (6) holds for weak hyperfine fields even if the electron flips far more slowly than the nucleus precesses, in the field of the electron or in all.", 2, ResidenceTime(), LongitudinalLimits.WeakHyperfineSlowElectron),
        PairClaims.Vanishes("fast-electron", "Eq. (6) holds for weak hyperfine fields even if the electron flips far faster than the nucleus precesses.", 1, ResidenceTime(), LongitudinalLimits.WeakHyperfineFastElectron),
        PairClaims.Vanishes("symmetric-telegraph", "For weak hyperfine fields Eq. (6) is right for symmetric telegraph noise too: only the correlation of the noise matters.", 1, ResidenceTime(NoiseNames.SymmetricTelegraph), LongitudinalLimits.WeakHyperfine),
        new BoundClaim("any-electron-rate", "Eq. (6) is right to 2.1 % wherever both hyperfine couplings are below a hundredth of the Larmor frequency, at any electron rate.", VerdictKind.Bounded, ResidenceTime(), 0.021, p => Math.Max(p["Az"], p["Aperp"]) <= p["w0"] / 100, "Az, Aperp <= w0/100"),
        PairClaims.Fails("relaxation-rate", "Eq. (6) is the relaxation rate 1/T1 of ⟨Iz⟩.", new Reference(Reference.LongitudinalRelaxationRateQuantity, NoiseNames.ElectronTelegraph, Reference.ExactMethod), LongitudinalLimits.WeakHyperfine),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double RelaxationRate(double larmor, double secular, double pseudosecular, double polarization, double electronRate) =>
        pseudosecular * pseudosecular * Variance(polarization) * electronRate / ((electronRate * electronRate) + (larmor * larmor));
}
