using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eq. (7): the zero-quantum broadening Γ2(II) = Σ (D1k - D2k)² tau by flipping neighbours. The prefactor is exactly 1 for
/// H = Σ 2 Dik Iiz Ikz; the relative error is Σd⁴tau²/Σd² at leading order, and the neighbours must be unpolarized.
/// </summary>
public sealed class Equation7 : NeighbourBroadeningFormula
{
    /// <inheritdoc/>
    public override string Id => "eq7";

    /// <inheritdoc/>
    public override string Title => "Zero-quantum broadening by flipping neighbours, Eq. (7)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (7)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "((D1a-D2a)^2+(D1b-D2b)^2)*tau";

    /// <inheritdoc/>
    public override string Note => "Needs 2 |D1k - D2k| tau < 1: beyond it the coherence beats between two lines instead of decaying faster. Polarized neighbours broaden by 1 - p² less.";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("zero-quantum-broadening", "For neighbours weakly coupled on the scale of their flips Eq. (7) is the decay rate of the zero-quantum coherence.", 2, SlowMode, NeighbourLimits.WeakCoupling),
        PairClaims.Vanishes("short-correlation", "For neighbours that flip fast Eq. (7) is the decay rate of the zero-quantum coherence.", 2, SlowMode, NeighbourLimits.ShortCorrelation),
        PairClaims.Vanishes("residence-time", "For weakly coupled neighbours Eq. (7) is one over the integral of the coherence.", 2, ResidenceTime, NeighbourLimits.WeakCoupling),
        new LimitClaim("single-neighbour", "For a single neighbour Eq. (7) is one over the integral of the coherence, at any coupling.", VerdictKind.Exact, ResidenceTime, NeighbourLimits.SingleNeighbour.Path, NeighbourLimits.SingleNeighbour.Text, null),
        new BoundClaim("never-overestimates", "Eq. (7) never overestimates the decay rate of the slow mode.", VerdictKind.Bounded, SlowMode, double.PositiveInfinity, _ => true, "everywhere", -1),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override bool HasPolarization => false;

    /// <inheritdoc/>
    protected override double Broadening(double difference, double correlationTime, double polarization) => difference * difference * correlationTime;
}
