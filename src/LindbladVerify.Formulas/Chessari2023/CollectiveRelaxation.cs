using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The flip-flop rate with the correlated relaxation that one electron causes. One phase of the zero-quantum coherence feeds the two-spin order I1z I2z and
/// is fed back by it, so that it decays only at Gx = G2II + (Γ1,1 - Γ1,2)²/(Γ1,1 + Γ1,2), the other at G2 = G2II + Γ1,1 + Γ1,2:
/// W = (D²/2) (G2 sin²phi + Gx cos²phi)/(G2 Gx + d²). Equal couplings leave the singlet alone.
/// </summary>
public sealed class CollectiveRelaxation : CorrelatedRelaxationFormula
{
    /// <inheritdoc/>
    public override string Id => "correlated-relaxation";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate with the correlated longitudinal relaxation of two nuclei beside one electron";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression =>
        "D^2/2*(G2*sin(phi)^2+Gx*cos(phi)^2)/(G2*Gx+d^2), G2 = G2II+g1+g2, Gx = G2II+(g1-g2)^2/(g1+g2), g1 = A1^2/2*(1-P^2)*Gc/(Gc^2+w0^2), g2 = A2^2/2*(1-P^2)*Gc/(Gc^2+w0^2), d = delta+(A1^2-A2^2)/2*(P^2/w0+(1-P^2)*w0/(w0^2+Gc^2))";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("comparable-relaxation", "For hyperfine fields weak against the Larmor frequency the correlated form is the flip-flop rate, however much relaxation contributes to the broadening.", 2, Computed, ProportionalRelaxation),
        new BoundClaim("everywhere", "The correlated form is right to 5 % on the whole domain.", VerdictKind.Bounded, Computed, 0.05, _ => true, "everywhere"),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double Response(double splitting, double pureBroadening, double first, double second, double angle)
    {
        double sum = first + second;
        double fast = pureBroadening + sum;
        double slow = pureBroadening + (sum > 0 ? (first - second) * (first - second) / sum : 0);
        double sine = Math.Sin(angle), cosine = Math.Cos(angle);
        return ((fast * sine * sine) + (slow * cosine * cosine)) / ((fast * slow) + (splitting * splitting));
    }
}
