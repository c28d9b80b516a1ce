using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eqs. (5) and (6): each nucleus relaxes on its own, and the coherence is broadened by G2 = Γ1,1 + Γ1,2 + Γ2(II). One electron drives both nuclei, so
/// that this holds only where Γ2(II) ≫ Γ1,1 + Γ1,2.
/// </summary>
public sealed class IndependentRelaxation : CorrelatedRelaxationFormula
{
    /// <inheritdoc/>
    public override string Id => "eq5.independent-relaxation";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate with the independent longitudinal relaxation of Eqs. (5), (6)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eqs. (5), (6), (8)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "D^2/2*G2/(d^2+G2^2), G2 = G1a+G1b+G2II, G1a = A1^2/2*(1-P^2)*Gc/(Gc^2+w0^2), G1b = A2^2/2*(1-P^2)*Gc/(Gc^2+w0^2), d = delta+(A1^2-A2^2)/2*(P^2/w0+(1-P^2)*w0/(w0^2+Gc^2))";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("dominant-pure-broadening", "Where the pure broadening dominates, independent relaxation of the two nuclei gives the flip-flop rate.", 2, Computed, SlowRelaxation),
        PairClaims.Fails("comparable-relaxation", "Independent relaxation of the two nuclei gives the flip-flop rate where it contributes to the broadening as much as the rest.", Computed, ProportionalRelaxation),
        new BoundClaim("pure-broadening-hundredfold", "Independent relaxation is right to 2 % where the pure broadening is a hundred times the sum of the longitudinal rates.", VerdictKind.Bounded, Computed, 0.02, p => p["G2II"] >= 100 * Sum(p), "G2II >= 100 (G1,1 + G1,2)"),
        new BoundClaim("no-pure-broadening", "Independent relaxation is right to a factor of 2 where the longitudinal rates exceed the pure broadening.", VerdictKind.False, Computed, 1, p => p["G2II"] <= Sum(p), "G2II <= G1,1 + G1,2"),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double Response(double splitting, double pureBroadening, double first, double second, double angle)
    {
        double width = Equation5.DecayRate(first, second, pureBroadening);
        return width / ((width * width) + (splitting * splitting));
    }

    private static double Sum(ParameterPoint p) =>
        LongitudinalRate(p["w0"], p["A1"], p["P"], p["Gc"]) + LongitudinalRate(p["w0"], p["A2"], p["P"], p["Gc"]);
}
