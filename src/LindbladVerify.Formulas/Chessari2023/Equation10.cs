using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (10) with √(1 - P²) in place of √(1 - P), summed over both signs: two Lorentzian lines at Delta (P ± √(1 - P²)), the values of the
/// symmetric telegraph noise. First order in Gc, and needs Gc ≪ G2: when both vanish together it stays wrong.
/// </summary>
public sealed class Equation10 : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "eq10";

    /// <inheritdoc/>
    public override string Title => "Slow-electron flip-flop rate, Eq. (10) with sqrt(1-P^2)";

    /// <inheritdoc/>
    public override Source Source => Paper("Eq. (10)");

    /// <inheritdoc/>
    public override string Variant => "repaired";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/4*(g/((Delta*P+Delta*sqrt(1-P^2))^2+g^2)+g/((Delta*P-Delta*sqrt(1-P^2))^2+g^2)), g = G2+Gc/2";

    /// <inheritdoc/>
    public override string Note =>
        "Off resonance it needs Gc << G2, not merely Gc << Delta. At P = 1 it is not Eq. (9): the lines keep the width Gc/2 of a noise that is gone.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("slow-electron", "Eq. (10) is the slow-electron limit of Eq. (9) at fixed broadening.", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("proportional-broadening", "Eq. (10) holds for a slow electron when the broadening is as small as the electron rate.", Reference.GoldenRule(SymmetricTelegraph), PairLimits.ProportionalBroadening),
        PairClaims.Vanishes("proportional-broadening-at-crossing", "At P = 1/sqrt(2) Eq. (10) holds for a slow electron even when the broadening vanishes with the electron rate.", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.CrossingWithProportionalBroadening),
        PairClaims.Fails("slow-electron-electron-telegraph", "Eq. (10) is the slow-electron limit for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("polarized-limit", "At P = 1 Eq. (10) is the rate between two static levels.", Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        PairClaims.Fails("zero-polarization", "At P = 0 Eq. (10) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.ZeroPolarization),
        PairClaims.Fails("small-hyperfine", "Far from the electron Eq. (10) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SmallHyperfine),
        PairClaims.Fails("large-hyperfine", "Close to the electron Eq. (10) is Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.LargeHyperfine),
        PairClaims.Vanishes("large-broadening", "For large broadening Eq. (10) is Eq. (9).", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.LargeBroadening),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Sum W(+) + W(-) of Eq. (10), with √(1 - P²).</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double root = Math.Sqrt(t.Variance);
        double sum = Math.Abs(t.P) + root;
        double difference = t.Crossing / sum; // √(1 - P²) - |P| without cancellation
        return t.Rate((PairTerms.Lorentzian(t.HalfWidth, t.Delta * sum) + PairTerms.Lorentzian(t.HalfWidth, t.Delta * difference)) / 2);
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
