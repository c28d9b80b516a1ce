using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Four nuclei in a chain: 1/W = 1/W12 + 1/W23 + 1/W34.</summary>
public sealed class RateChainOfFour : RateNetworkFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-network.chain-of-four";

    /// <inheritdoc/>
    public override string Title => "Transfer along a chain of four nuclei by pairwise rates";

    /// <inheritdoc/>
    public override string Expression => WithRates("1/(1/W12+1/W23+1/W34)");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims =>
    [
        PairClaims.Vanishes("weak-coupling", "For weak dipolar couplings pairwise rates give the transfer along the chain.", 2, Computed, WeakCoupling),
        PairClaims.Fails("strong-coupling", "Pairwise rates, each right at any coupling of its pair, give the transfer along the chain at strong coupling.", Computed, StrongCoupling),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override int Nuclei => 4;

    /// <inheritdoc/>
    protected override IReadOnlyList<(int First, int Second)> Pairs => [(1, 2), (2, 3), (3, 4)];

    /// <inheritdoc/>
    protected override double Transfer(IReadOnlyList<double> rates) => 1 / ((1 / rates[0]) + (1 / rates[1]) + (1 / rates[2]));
}
