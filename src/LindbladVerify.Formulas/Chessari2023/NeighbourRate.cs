using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The golden-rule rate of a pair beside one flipping neighbour at any coupling to it: W = (D²/2) d² tau/[(d² - delta²)² tau² + delta²], d = D1a - D2a.
/// For d tau ≫ 1 two lines at ±d, for d tau ≪ 1 one line with the wings of <see cref="NeighbourWing"/>.
/// </summary>
public sealed class NeighbourRate : NeighbourRateFormula
{
    /// <inheritdoc/>
    public override string Id => "neighbour-rate";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of a pair broadened by a flipping neighbour, any coupling";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "D^2/2*d^2*tau/((d^2-delta^2)^2*tau^2+delta^2), d = D1a-D2a";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("golden-rule", "The closed form is the golden-rule rate of a pair beside a flipping neighbour.", VerdictKind.Exact, GoldenRule),
        new LimitClaim("weak-coupling", "The closed form is the weak-coupling limit of the residence-time rate.", VerdictKind.Asymptotic, ResidenceTime, (p, e) => p.With("D", 1e5 * e).With("tau", 3e-6), "D = 1e5 rad/s epsilon, tau = 3e-6 s", 2),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double Response(double splitting, double difference, double correlationTime)
    {
        double crossing = (difference - splitting) * (difference + splitting) * correlationTime;
        return difference * difference * correlationTime / ((crossing * crossing) + (splitting * splitting));
    }
}
