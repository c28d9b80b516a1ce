using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Three nuclei that all couple to each other: the direct way beside the way over the second, W = W13 + 1/(1/W12 + 1/W23). The two ways interfere, at third
/// order in D12 D23 D13, but what they turn polarization into is the order I2z (I1z - I3z) of two spins: the rates themselves are right to second order in D/G2.
/// </summary>
public sealed class RateTriangle : RateNetworkFormula
{
    /// <inheritdoc/>
    public override string Id => "rate-network.triangle";

    /// <inheritdoc/>
    public override string Title => "Transfer within a triangle of nuclei by pairwise rates";

    /// <inheritdoc/>
    public override string Expression => WithRates("W13+1/(1/W12+1/W23)");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims =>
    [
        PairClaims.Vanishes("weak-coupling", "For weak dipolar couplings pairwise rates give the transfer within the triangle: the two ways do not interfere.", 2, Computed, WeakCoupling),
        PairClaims.Vanishes("weak-coupling-on-resonance", "Without hyperfine splittings the error of the pairwise rates is of second order in the couplings.", 2, Computed, WeakCouplingOnResonance),
        PairClaims.Fails("strong-coupling", "Pairwise rates give the transfer within the triangle at strong coupling.", Computed, StrongCoupling),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override int Nuclei => 3;

    /// <inheritdoc/>
    protected override IReadOnlyList<(int First, int Second)> Pairs => [(1, 2), (2, 3), (1, 3)];

    /// <inheritdoc/>
    protected override double Transfer(IReadOnlyList<double> rates) => rates[2] + (1 / ((1 / rates[0]) + (1 / rates[1])));
}
