using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (9): the flip-flop rate for the electron noise whose spectrum is Eq. (4), to leading order in D. The paper's main result.
/// Right for the symmetric telegraph noise at every point; the electron itself flips between +1 and -1 with unequal populations,
/// and for that noise the formula is right only at P = 0, at P = 1 and for a fast electron.
/// </summary>
public sealed class Equation9 : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "eq9";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate, Eq. (9)";

    /// <inheritdoc/>
    public override Source Source => Paper("Eq. (9)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/(((1-2*P^2)*Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*(Gc+2*G2)^2)";

    /// <inheritdoc/>
    public override string Note =>
        "Never underestimates the rate of a real electron, and overestimates it without bound at P = 1/sqrt(2) near the electron: there one of the two values P +- sqrt(1-P^2) of the symmetric telegraph noise is 0.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("symmetric-telegraph", "Eq. (9) is the golden-rule rate for symmetric telegraph noise.", VerdictKind.Exact, Reference.GoldenRule(SymmetricTelegraph)),
        PairClaims.Identity("electron-telegraph", "Eq. (9) is the golden-rule rate for an electron that flips between +1 and -1.", VerdictKind.False, Reference.GoldenRule(ElectronTelegraph)),
        PairClaims.Identity("ornstein-uhlenbeck", "Eq. (9) is the golden-rule rate for Gaussian electron noise.", VerdictKind.False, Reference.GoldenRule(OrnsteinUhlenbeck)),
        PairClaims.NeverBelow("never-underestimates", "Eq. (9) is never below the golden-rule rate of the real electron.", Reference.GoldenRule(ElectronTelegraph)),
        PairClaims.NeverBelow("never-below-exact", "Eq. (9) is never below the residence-time rate for the same noise.", Reference.ResidenceTime(SymmetricTelegraph)),
        PairClaims.Vanishes("weak-coupling", "Eq. (9) is the weak-coupling limit of the residence-time rate.", 2, Reference.ResidenceTime(SymmetricTelegraph), PairLimits.WeakCoupling),
        PairClaims.Vanishes("fast-electron", "For a fast electron Eq. (9) is right for the real electron.", 2, Reference.GoldenRule(ElectronTelegraph), PairLimits.FastElectron),
        PairClaims.Vanishes("fast-electron-ornstein-uhlenbeck", "For a fast electron Eq. (9) is right for Gaussian noise.", 3, Reference.GoldenRule(OrnsteinUhlenbeck), PairLimits.FastElectron),
        PairClaims.Vanishes("polarized-limit", "At P = 1 Eq. (9) is the rate between two static levels.", 1, Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        PairClaims.Vanishes("polarized-limit-electron-telegraph", "For P near 1 Eq. (9) is right for the real electron.", 1, Reference.GoldenRule(ElectronTelegraph), PairLimits.FullPolarization),
        PairClaims.Vanishes("zero-polarization-electron-telegraph", "For P near 0 Eq. (9) is right for the real electron.", 2, Reference.GoldenRule(ElectronTelegraph), PairLimits.ZeroPolarization),
        PairClaims.Vanishes("small-hyperfine-electron-telegraph", "Far from the electron Eq. (9) is right for the real electron.", 4, Reference.GoldenRule(ElectronTelegraph), PairLimits.SmallHyperfine),
        PairClaims.Fails("large-hyperfine-electron-telegraph", "Close to the electron Eq. (9) is right for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.LargeHyperfine),
        PairClaims.Fails("slow-electron-electron-telegraph", "For a slow electron Eq. (9) is right for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("mid-range-resonance", "The resonance of Eq. (9) at P = 1/sqrt(2) exists for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.CrossingWithProportionalBroadening),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Flip-flop rate by Eq. (9).</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double numerator = (t.Gc * t.Nu2) + (t.G2 * ((t.GBar * t.GBar) + t.Delta2));
        double detuning = (t.Crossing * t.Delta2) + (t.G2 * t.GBar);
        double width = t.MeanSplitting * (t.G2 + t.GBar);
        return t.Rate(numerator / ((detuning * detuning) + (width * width)));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
