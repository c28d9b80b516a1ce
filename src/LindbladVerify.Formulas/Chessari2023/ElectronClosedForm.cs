using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The flip-flop rate of the real electron, which flips between +1 and -1 with the populations (1 ± P)/2, to leading order in D.
/// The same numerator as Eq. (9) over another denominator. Decreases with |P| everywhere.
/// </summary>
public sealed class ElectronClosedForm : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "closed-form";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of an electron that flips between +1 and -1";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*(Gc*(1-P^2)*Delta^2+G2*((Gc+G2)^2+Delta^2))/((Delta^2+G2*(Gc+G2))^2+Delta^2*P^2*Gc^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("electron-telegraph", "The closed form is the golden-rule rate of the real electron.", VerdictKind.Exact, Reference.GoldenRule(ElectronTelegraph)),
        PairClaims.Identity("symmetric-telegraph", "The closed form is the golden-rule rate for symmetric telegraph noise.", VerdictKind.False, Reference.GoldenRule(SymmetricTelegraph)),
        PairClaims.NeverAbove("never-above-symmetric-telegraph", "The closed form is never above the golden-rule rate for symmetric telegraph noise.", Reference.GoldenRule(SymmetricTelegraph)),
        PairClaims.NeverBelow("never-below-exact", "The closed form is never below the residence-time rate for the same noise.", Reference.ResidenceTime(ElectronTelegraph)),
        PairClaims.Vanishes("weak-coupling", "The closed form is the weak-coupling limit of the residence-time rate.", 2, Reference.ResidenceTime(ElectronTelegraph), PairLimits.WeakCoupling),
        PairClaims.Vanishes("fast-electron-symmetric-telegraph", "For a fast electron the closed form is Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.FastElectron),
        PairClaims.Vanishes("fast-electron-ornstein-uhlenbeck", "For a fast electron the closed form is right for Gaussian noise.", 2, Reference.GoldenRule(OrnsteinUhlenbeck), PairLimits.FastElectron),
        PairClaims.Vanishes("polarized-limit", "At P = 1 the closed form is the rate between two static levels.", 1, Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        PairClaims.Vanishes("slow-electron", "For a slow electron the closed form is the rate between two static levels split by Delta, whatever P.", 1, Reference.GoldenRule(Polarized), PairLimits.SlowElectron),
        .. PairClaims.Laws(Reference.GoldenRule(ElectronTelegraph)),
    ];

    /// <summary>Golden-rule flip-flop rate of an electron that flips between +1 and -1.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double numerator = (t.Gc * t.Nu2) + (t.G2 * ((t.GBar * t.GBar) + t.Delta2));
        double detuning = t.Delta2 + (t.G2 * t.GBar);
        double width = t.MeanSplitting * t.Gc;
        return t.Rate(numerator / ((detuning * detuning) + (width * width)));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
