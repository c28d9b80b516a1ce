using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;
using static LindbladVerify.Formulas.Claims.NoiseNames;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Residence-time rate 1/(2∫0^∞⟨z⟩dt) for electron telegraph noise, to all orders in D:
/// 1/(2W) = (1/D²) {Q00 - Gc Q01²/(D² + Gc Q11)} with Q00 = G2 + d²/G2 + ν²/Γ̄, Q01 = ν (d/G2 + a/Γ̄), Q11 = Γ̄ + ν²/G2 + d²/Γ̄,
/// a = -d, Γ̄ = Gc + G2. Evaluated as 2W = D² (D² + Gc Q11)/(D² Q00 + Gc (Q00 Q11 - Q01²)), whose determinant is a sum of squares, so that
/// nothing cancels.
/// </summary>
public sealed class ElectronResidenceTime : PairFormula
{
    /// <inheritdoc/>
    public override string Id => "residence-time.electron-telegraph";

    /// <inheritdoc/>
    public override string Title => "Residence-time flip-flop rate, electron telegraph noise, all orders in D";

    /// <inheritdoc/>
    public override Source Source => Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2/(Q00-Gc*Q01^2/(D^2+Gc*Q11)), Q00 = G2+(Delta*P)^2/G2+nu^2/Gb, Q01 = nu*(Delta*P/G2-Delta*P/Gb), Q11 = Gb+nu^2/G2+(Delta*P)^2/Gb, nu = Delta*sqrt(1-P^2), Gb = Gc+G2";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("exact", "The closed form is the residence-time rate for electron telegraph noise at any coupling.", VerdictKind.Exact, Reference.ResidenceTime(ElectronTelegraph)),
        PairClaims.Identity("quantum-electron", "The closed form is the residence-time rate beside a quantum electron that flips by Lindblad jumps: no classical noise is assumed.", VerdictKind.Exact, QuantumElectron),
        PairClaims.Vanishes("weak-coupling", "For weak coupling the residence-time rate is the golden rule.", 2, Reference.GoldenRule(ElectronTelegraph), PairLimits.WeakCoupling),
        PairClaims.NeverAbove("never-above-golden-rule", "The residence-time rate is never above the golden rule.", Reference.GoldenRule(ElectronTelegraph)),
        PairClaims.Vanishes("polarized-limit", "At P = 1 the residence-time rate is that between two static levels.", 1, Reference.ResidenceTime(Polarized), PairLimits.FullPolarization),
        .. PairClaims.Laws(Reference.ResidenceTime(ElectronTelegraph)),
    ];

    private static Reference QuantumElectron => new(Reference.QuantumElectronFlipFlopRateQuantity, None, Reference.ExactMethod);

    /// <summary>Residence-time rate for electron telegraph noise.</summary>
    /// <inheritdoc cref="PairFormula.Evaluate" path="/*[not(self::summary)]"/>
    public static double Rate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening)
    {
        PairTerms t = new(dipolar, hyperfine, polarization, electronRate, broadening);
        return TwoStateResidenceTime.Rate(t, -t.MeanSplitting, -t.Delta2);
    }

    /// <inheritdoc/>
    protected override double Evaluate(double dipolar, double hyperfine, double polarization, double electronRate, double broadening) =>
        Rate(dipolar, hyperfine, polarization, electronRate, broadening);
}
