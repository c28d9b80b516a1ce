using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Three nuclei in a chain: 1/W = 1/W12 + 1/W23. Right to second order in D/G2; for strong coupling the three spins move coherently as one.</summary>
public sealed class RateChainOfThree : RateNetworkFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-network.chain-of-three";

    /// <inheritdoc/>
    public override string Title => "Transfer along a chain of three nuclei by pairwise rates";

    /// <inheritdoc/>
    public override string Expression => WithRates("1/(1/W12+1/W23)");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims =>
    [
        PairClaims.Vanishes("weak-coupling", "For weak dipolar couplings pairwise rates give the transfer along the chain.", 2, Computed, WeakCoupling),
        PairClaims.Fails("strong-coupling", "Pairwise rates, each right at any coupling of its pair, give the transfer along the chain at strong coupling.", Computed, StrongCoupling),
        new BoundClaim("couplings-below-a-tenth", "Pairwise rates give the transfer to 0.5 % where both couplings are below a tenth of the broadening.", VerdictKind.Bounded, Computed, 0.005, p => Math.Max(p["D12"], p["D23"]) <= p["G2"] / 10, "D12, D23 <= G2/10"),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override int Nuclei => 3;

    /// <inheritdoc/>
    protected override IReadOnlyList<(int First, int Second)> Pairs => [(1, 2), (2, 3)];

    /// <inheritdoc/>
    protected override double Transfer(IReadOnlyList<double> rates) => 1 / ((1 / rates[0]) + (1 / rates[1]));
}
