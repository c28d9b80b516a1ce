using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (11) as printed: the fast-electron flip-flop rate with the broadening G2 + (1 - P²) Delta²/G2. It does not depend on the
/// electron rate at all, so it cannot be the limit of a fast electron; the second term must be divided by Gc.
/// </summary>
public sealed class Equation11AsPrinted : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "eq11.as-printed";

    /// <inheritdoc/>
    public override string Title => "Fast-electron flip-flop rate, Eq. (11) as printed";

    /// <inheritdoc/>
    public override Source Source => Paper("Eq. (11)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*Gs/(Delta^2*P^2+Gs^2), Gs = G2+(1-P^2)*Delta^2/G2";

    /// <inheritdoc/>
    public override string Note =>
        "Does not depend on Gc. See eq11 for the form with 1/Gc.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Fails("fast-electron", "Eq. (11) as printed is the fast-electron limit of Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.FastElectron),
        PairClaims.Fails("fast-electron-electron-telegraph", "Eq. (11) as printed is the fast-electron limit for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.FastElectron),
        PairClaims.Fails("slow-electron", "Eq. (11) as printed holds for a slow electron.", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Vanishes("small-hyperfine", "Far from the electron Eq. (11) as printed is Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.SmallHyperfine),
        PairClaims.Vanishes("large-broadening", "For large broadening Eq. (11) as printed is Eq. (9).", 3, Reference.GoldenRule(SymmetricTelegraph), PairLimits.LargeBroadening),
        PairClaims.Fails("zero-polarization", "At P = 0 Eq. (11) as printed is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.ZeroPolarization),
        PairClaims.Vanishes("polarized-limit", "At P = 1 Eq. (11) as printed is the rate between two static levels.", 1, Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Eq. (11) as printed.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        return t.Rate(PairTerms.Lorentzian(t.G2 + (t.Nu2 / t.G2), t.MeanSplitting));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
