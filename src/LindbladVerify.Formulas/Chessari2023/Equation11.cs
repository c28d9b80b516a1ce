using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (11) with (1 - P²) Delta²/Gc in place of (1 - P²) Delta²/G2: one Lorentzian line at the mean splitting, broadened by the fast
/// fluctuations of the electron (motional narrowing). Second order in Delta/Gc.
/// </summary>
public sealed class Equation11 : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "eq11";

    /// <inheritdoc/>
    public override string Title => "Fast-electron flip-flop rate, Eq. (11) with 1/Gc";

    /// <inheritdoc/>
    public override Source Source => Paper("Eq. (11)");

    /// <inheritdoc/>
    public override string Variant => "repaired";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*Gs/(Delta^2*P^2+Gs^2), Gs = G2+(1-P^2)*Delta^2/Gc";

    /// <inheritdoc/>
    public override string Note =>
        "With 1/(Gc+G2) in place of 1/Gc the limit is the same and P = 0 becomes exact: see white-noise-limit.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("fast-electron", "Eq. (11) is the fast-electron limit of Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.FastElectron),
        PairClaims.Vanishes("fast-electron-electron-telegraph", "Eq. (11) is the fast-electron limit for the real electron.", 2, Reference.GoldenRule(ElectronTelegraph), PairLimits.FastElectron),
        PairClaims.Vanishes("fast-electron-ornstein-uhlenbeck", "Eq. (11) is the fast-electron limit for Gaussian noise.", 2, Reference.GoldenRule(OrnsteinUhlenbeck), PairLimits.FastElectron),
        PairClaims.Vanishes("fast-electron-fixed-narrowing", "Eq. (11) holds for a fast electron when Delta grows as the square root of its rate.", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.FastElectronAtFixedNarrowing),
        PairClaims.Fails("slow-electron", "Eq. (11) holds for a slow electron.", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Vanishes("small-hyperfine", "Far from the electron Eq. (11) is Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.SmallHyperfine),
        PairClaims.Fails("large-hyperfine", "Close to the electron Eq. (11) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.LargeHyperfine),
        PairClaims.Fails("zero-polarization", "At P = 0 Eq. (11) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.ZeroPolarization),
        PairClaims.Vanishes("polarized-limit", "At P = 1 Eq. (11) is the rate between two static levels.", 1, Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        PairClaims.Vanishes("polarized-limit-symmetric-telegraph", "For P near 1 Eq. (11) is Eq. (9).", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.FullPolarization),
        PairClaims.Vanishes("large-broadening", "For large broadening Eq. (11) is Eq. (9).", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.LargeBroadening),
        PairClaims.Fails("small-broadening", "For small broadening Eq. (11) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SmallBroadening),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Eq. (11) with the electron broadening (1 - P²) Delta²/Gc; Gc must be positive.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening, electronMayBeStatic: false);
        return t.Rate(PairTerms.Lorentzian(t.G2 + (t.Nu2 / t.Gc), t.MeanSplitting));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
