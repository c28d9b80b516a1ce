using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The golden rule for a static electron (Gc → 0) of symmetric telegraph noise: the arithmetic mean of the static Lorentzians at Delta (P ± √(1 - P²)).
/// The residence-time rate at fixed D tends to their harmonic mean instead (see static-level): weak coupling and a static electron do not commute.
/// </summary>
public sealed class StaticSymmetricLimit : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "static-limit.symmetric-telegraph";

    /// <inheritdoc/>
    public override string Title => "Static limit of the golden rule for symmetric telegraph noise";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/4*(G2/((Delta*P+Delta*sqrt(1-P^2))^2+G2^2)+G2/((Delta*P-Delta*sqrt(1-P^2))^2+G2^2))";

    /// <inheritdoc/>
    public override string Note =>
        "Does not depend on Gc.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("golden-rule", "For a static electron the golden rule is the arithmetic mean of the static rates.", 1, Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("residence-time", "For a static electron the residence-time rate at fixed coupling is the arithmetic mean of the static rates.", Reference.ResidenceTime(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("electron-telegraph", "For a static electron the real electron has the same golden rule as the symmetric telegraph noise.", Reference.GoldenRule(ElectronTelegraph), PairLimits.SlowElectron),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>Arithmetic mean of the static rates.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        double sum = Math.Abs(t.P) + Math.Sqrt(t.Variance);
        double difference = t.Crossing / sum;
        return t.Rate((PairTerms.Lorentzian(t.G2, t.Delta * sum) + PairTerms.Lorentzian(t.G2, t.Delta * difference)) / 2);
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
