using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Formulas.Geometry;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The two numbers that the paper reads off Fig. 3: diffusion 17 times faster at r_h = 0.9 nm for P = 0.5 than for P = 0.9993, and the
/// breakdown of Γc > |A| at 0.34 nm. The prediction is 1, the quoted number in units of itself; a reference is the computed number over
/// the quoted one. The domain is one point, the conventions S1: the paper states neither its average over orientations nor its factors of 2π.
/// </summary>
public sealed class Figure3 : Formula
{
    /// <summary>The computed speed-up W(P = Pon)/W(P = Poff) at r over the quoted one.</summary>
    public const string SpeedUpQuantity = "fig3-speed-up";

    /// <summary>The computed breakdown radius over the quoted one; method <see cref="InHertz"/> or <see cref="InRadians"/>.</summary>
    public const string BreakdownRadiusQuantity = "fig3-breakdown-radius";

    /// <summary>|A|/2π in hertz is held against Γc in 1/s.</summary>
    public const string InHertz = "hertz";

    /// <summary>|A| in rad/s is held against Γc in 1/s.</summary>
    public const string InRadians = "rad/s";

    private static readonly Conventions S1 = ConventionSets.S1;

    /// <inheritdoc/>
    public override string Id => "fig3";

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override string Title => "Numbers quoted from Fig. 3, in units of themselves";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Fig. 3 and the text on it");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "1";

    /// <inheritdoc/>
    public override string Unit => "1";

    /// <inheritdoc/>
    public override string Note =>
        "Conventions S1: A = K/r^3 without angular factor, second nucleus at sqrt(r^2+a^2), Gc and G2 in 1/s. They were chosen because they fit; other sets fit 17 as well, so that 17 alone pins nothing (see the command conventions).";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Fixed("speedUp", "1", 17, "The quoted speed-up."),
        Fixed("radius", "nm", 0.34, "The quoted breakdown radius."),
        Fixed("K", "rad/s nm^3", PhysicalConstants.ElectronProton, "Hyperfine coupling constant of electron and proton."),
        Fixed("r", "nm", S1.HiddenRadius, "Distance of the inner nucleus from the electron: r_h."),
        Fixed("a", "nm", S1.Separation, "Distance of the two nuclei."),
        Fixed("Pon", "1", 0.5, "Electron polarization with microwaves."),
        Fixed("Poff", "1", 0.9993, "Electron polarization without microwaves."),
        Fixed("Gc", "1/s", S1.ElectronRate, "Electron rate."),
        Fixed("G2", "1/s", S1.Broadening, "Total zero-quantum broadening."),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        SpeedUp("speedup-at-hidden-radius", "With the conventions S1 Eq. (9) gives W(0.5)/W(0.9993) = 17 within 0.5 at 0.9 nm.", VerdictKind.Bounded, SymmetricTelegraph),
        SpeedUp("speedup-at-hidden-radius-electron-telegraph", "With the conventions S1 the real electron gives W(0.5)/W(0.9993) = 17 within 0.5 at 0.9 nm.", VerdictKind.False, ElectronTelegraph),
        SpeedUp("speedup-at-hidden-radius-ornstein-uhlenbeck", "With the conventions S1 Gaussian noise gives W(0.5)/W(0.9993) = 17 within 0.5 at 0.9 nm.", VerdictKind.Bounded, OrnsteinUhlenbeck),
        Breakdown("breakdown-radius", "The condition Gc < |A| fails inside 0.34 nm, within its rounding, when |A|/2pi in hertz is held against Gc in 1/s.", VerdictKind.Bounded, InHertz),
        Breakdown("breakdown-radius-angular", "The condition Gc < |A| fails inside 0.34 nm, within its rounding, when |A| in rad/s is held against Gc in 1/s.", VerdictKind.False, InRadians),
        new SymmetryClaim("scaling", "Multiplying the couplings and rates by a factor changes neither number.", VerdictKind.Exact, p => PairClaims.Scaled(p, "K", "Gc", "G2"), "(K, Gc, G2) -> 7.3 (K, Gc, G2)", _ => 1, new Reference(SpeedUpQuantity, SymmetricTelegraph, Reference.GoldenRuleMethod)),
    ];

    /// <inheritdoc/>
    public override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        foreach (string name in new[] { "speedUp", "radius", "K", "r", "a", "Gc", "G2" })
        {
            Require.Positive(point[name], name);
        }

        Require.Polarization(point["Pon"], "Pon");
        Require.Polarization(point["Poff"], "Poff");
        return 1;
    }

    private static Parameter Fixed(string name, string unit, double value, string meaning) => new(name, unit, value, value, meaning);

    private static BoundClaim SpeedUp(string id, string statement, VerdictKind declared, string noise) =>
        new(id, statement, declared, new Reference(SpeedUpQuantity, noise, Reference.GoldenRuleMethod), 0.5 / 17, _ => true, "conventions S1");

    private static BoundClaim Breakdown(string id, string statement, VerdictKind declared, string unit) =>
        new(id, statement, declared, new Reference(BreakdownRadiusQuantity, None, unit), 0.005 / 0.34, _ => true, "conventions S1");
}
