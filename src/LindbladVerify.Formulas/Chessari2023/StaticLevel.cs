using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The rate (D²/2) G2/(G2² + Delta²) between two static levels split by Delta. Exact at P = 1 for every noise; the static limit (Gc → 0) of the
/// real electron at any P, since +Delta and -Delta give the same rate; and, as the harmonic mean of the rates at Delta (P ± √(1 - P²)), the static limit
/// of the residence-time rate for symmetric telegraph noise.
/// </summary>
public sealed class StaticLevel : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "static-level";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate between two static levels";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*G2/(G2^2+Delta^2)";

    /// <inheritdoc/>
    public override string Note =>
        "Depends on neither P nor Gc.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("polarized", "The Lorentzian is the golden-rule rate of a fully polarized electron.", VerdictKind.Exact, Reference.GoldenRule(Polarized)),
        PairClaims.Identity("polarized-residence-time", "The Lorentzian is the residence-time rate of a fully polarized electron at any coupling.", VerdictKind.Exact, Reference.ResidenceTime(Polarized)),
        PairClaims.Vanishes("slow-electron-electron-telegraph", "For a static electron the golden rule of the real electron is that of a fully polarized one.", 1, Reference.GoldenRule(ElectronTelegraph), PairLimits.SlowElectron),
        PairClaims.Vanishes("slow-electron-residence-time", "For a static electron the residence-time rate for symmetric telegraph noise is the harmonic mean of the static rates.", 1, Reference.ResidenceTime(SymmetricTelegraph), PairLimits.SlowElectron),
        PairClaims.Fails("slow-electron-symmetric-telegraph", "For a static electron the golden rule for symmetric telegraph noise is the harmonic mean of the static rates.", Reference.GoldenRule(SymmetricTelegraph), PairLimits.SlowElectron),
        .. PairClaims.Laws(Reference.GoldenRule(Polarized)),
    ];

    /// <summary>Rate between two static levels.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        return t.Rate(PairTerms.Lorentzian(t.G2, t.Delta));
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
