using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Eq. (7) for neighbours of polarization p: their fluctuations, and with them the broadening, are smaller by 1 - p². The leading relative error is (1 - 5p²) Σd⁴tau²/Σd².</summary>
public sealed class NeighbourPolarized : NeighbourBroadeningFormula
{
    /// <inheritdoc/>
    public override string Id => "neighbour-broadening.polarized";

    /// <inheritdoc/>
    public override string Title => "Zero-quantum broadening by flipping polarized neighbours";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "((D1a-D2a)^2+(D1b-D2b)^2)*(1-p^2)*tau";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("weak-coupling", "For weakly coupled neighbours of any polarization the formula is the decay rate of the zero-quantum coherence.", 2, SlowMode, NeighbourLimits.WeakCouplingPolarized),
        PairClaims.Vanishes("short-correlation", "For polarized neighbours that flip fast the formula is the decay rate of the zero-quantum coherence.", 2, SlowMode, NeighbourLimits.ShortCorrelationPolarized),
        new SymmetryClaim("polarization-sign", "The broadening does not depend on the sign of the neighbours' polarization.", VerdictKind.Exact, p => p.With("p", -p["p"]), "p -> -p", _ => 1, SlowMode),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override bool HasPolarization => true;

    /// <inheritdoc/>
    protected override double Broadening(double difference, double correlationTime, double polarization) =>
        difference * difference * (1 - polarization) * (1 + polarization) * correlationTime;
}
