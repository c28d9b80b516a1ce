using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (10) as printed, summed over both signs: the slow-electron flip-flop rate with the splittings Delta (P ± √(1 - P)).
/// The square root lacks a square: it resonates at P = 0.618 instead of 0.707, and does not approach Eq. (9) in any limit with 0 &lt; P &lt; 1.
/// </summary>
public sealed class Equation10AsPrinted : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "eq10.as-printed";

    /// <inheritdoc/>
    public override string Title => "Slow-electron flip-flop rate, Eq. (10) as printed";

    /// <inheritdoc/>
    public override Source Source => Paper("Eq. (10)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/4*(g/((Delta*P+Delta*sqrt(1-P))^2+g^2)+g/((Delta*P-Delta*sqrt(1-P))^2+g^2)), g = G2+Gc/2";

    /// <inheritdoc/>
    public override string Note =>
        "Not even in P. See eq10 for the form with sqrt(1-P^2).";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Fails("slow-electron", "Eq. (10) as printed is the slow-electron limit of Eq. (9).", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("proportional-broadening", "Eq. (10) as printed holds for a slow electron when the broadening is as small as the electron rate.", Reference.GoldenRule(SymmetricTelegraph), PairLimits.ProportionalBroadening),
        PairClaims.Fails("slow-electron-electron-telegraph", "Eq. (10) as printed is the slow-electron limit for the real electron.", Reference.GoldenRule(ElectronTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("polarized-limit", "At P = 1 Eq. (10) as printed is the rate between two static levels.", Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph), evenInPolarization: false),
    ];

    /// <summary>Sum W(+) + W(-) of Eq. (10) as printed.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double root = Math.Sqrt(1 - t.P);
        double sum = t.P + root;
        double difference = t.P > 0 ? Math.FusedMultiplyAdd(t.P, t.P, t.P - 1) / sum : t.P - root; // P² - (1 - P) over P + √(1 - P)
        return t.Rate((PairTerms.Lorentzian(t.HalfWidth, t.Delta * sum) + PairTerms.Lorentzian(t.HalfWidth, t.Delta * difference)) / 2);
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
