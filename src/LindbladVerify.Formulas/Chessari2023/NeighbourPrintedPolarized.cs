using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Eq. (7) as printed, held against neighbours that carry a polarization: it overestimates by 1/(1 - p²).</summary>
public sealed class NeighbourPrintedPolarized : NeighbourBroadeningFormula
{
    /// <inheritdoc/>
    public override string Id => "eq7.polarized-neighbours";

    /// <inheritdoc/>
    public override string Title => "Eq. (7) applied to polarized neighbours";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eq. (7)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "((D1a-D2a)^2+(D1b-D2b)^2)*tau";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Fails("weak-coupling", "Eq. (7) holds whatever the polarization of the neighbours.", SlowMode, NeighbourLimits.WeakCouplingPolarized),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override bool HasPolarization => true;

    /// <inheritdoc/>
    protected override double Broadening(double difference, double correlationTime, double polarization) => difference * difference * correlationTime;
}
