using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// White-noise limit: fast fluctuations of strength ν²/Gc broaden one Lorentzian line at the mean splitting, here as Γ* = G2 + ν²/(Gc + G2).
/// Same limit as Eq. (11) with 1/Gc, but exact at P = 0 at any Gc. In the limit Gc → ∞ at fixed ν²/Gc and fixed d = Delta P it is exact at any coupling D.
/// </summary>
public sealed class WhiteNoiseLimit : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "white-noise-limit";

    /// <inheritdoc/>
    public override string Title => "White-noise limit of the flip-flop rate";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*Gs/(Delta^2*P^2+Gs^2), Gs = G2+(1-P^2)*Delta^2/(Gc+G2)";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("residence-time-symmetric-telegraph", "For white noise the formula is the residence-time rate for symmetric telegraph noise at fixed coupling.", 1, Reference.ResidenceTime(SymmetricTelegraph), PairLimits.WhiteNoise),
        PairClaims.Vanishes("residence-time-electron-telegraph", "For white noise the formula is the residence-time rate of the real electron at fixed coupling.", 1, Reference.ResidenceTime(ElectronTelegraph), PairLimits.WhiteNoise),
        PairClaims.Vanishes("residence-time-ornstein-uhlenbeck", "For white noise the formula is the residence-time rate for Gaussian noise at fixed coupling.", 1, Reference.ResidenceTime(OrnsteinUhlenbeck), PairLimits.WhiteNoise),
        PairClaims.Vanishes("fast-electron", "For a fast electron the formula is Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.FastElectron),
        PairClaims.Vanishes("zero-polarization", "At P = 0 the formula is Eq. (9).", 2, Reference.GoldenRule(SymmetricTelegraph), PairLimits.ZeroPolarization),
        .. PairClaims.Laws(Reference.GoldenRule(SymmetricTelegraph)),
    ];

    /// <summary>White-noise rate with the broadening ν²/(Gc + G2).</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        return t.Rate(PairTerms.Lorentzian(t.G2 + (t.Nu2 / t.GBar), t.MeanSplitting));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
