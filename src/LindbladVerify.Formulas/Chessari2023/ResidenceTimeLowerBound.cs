using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Lower bound (D²/2)/Q00, Q00 = G2 + d²/G2 + ν²/(Gc + G2), of the residence-time rate at any coupling, for every noise with the mean P and
/// the autocorrelation (1 - P²) exp(-Gc |t|). Reached for strong coupling, where the electron has no time to flip during an exchange.
/// </summary>
public sealed class ResidenceTimeLowerBound : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "residence-time.lower-bound";

    /// <inheritdoc/>
    public override string Title => "Lower bound of the residence-time flip-flop rate";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2/(G2+(Delta*P)^2/G2+(1-P^2)*Delta^2/(Gc+G2))";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.NeverAbove("symmetric-telegraph", "The bound is never above the residence-time rate for symmetric telegraph noise.", Reference.ResidenceTime(SymmetricTelegraph)),
        PairClaims.NeverAbove("electron-telegraph", "The bound is never above the residence-time rate of the real electron.", Reference.ResidenceTime(ElectronTelegraph)),
        PairClaims.NeverAbove("golden-rule", "The bound is never above the golden-rule rate of the real electron.", Reference.GoldenRule(ElectronTelegraph)),
        PairClaims.Vanishes("polarized-limit", "At P = 1 the bound is the rate between two static levels.", 1, Reference.GoldenRule(Polarized), PairLimits.FullPolarization),
        .. PairClaims.Laws(Reference.ResidenceTime(ElectronTelegraph)),
    ];

    /// <summary>Lower bound of the residence-time rate.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        return t.Rate(1 / TwoStateResidenceTime.Q00(t));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
