using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// Eqs. (7) and (8) together: a Lorentzian of half width d² tau. Right where the pair is nearly resonant on the scale of the neighbour's flips;
/// in the wing, delta tau ≳ 1, the neighbour has no time to dephase the pair and the Lorentzian is too large by 1 + (delta tau)².
/// </summary>
public sealed class NeighbourLorentzian : NeighbourRateFormula
{
    /// <inheritdoc/>
    public override string Id => "eq7.lorentzian";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of a pair broadened by a flipping neighbour, Eqs. (7) and (8)";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Paper("Eqs. (7), (8)");

    /// <inheritdoc/>
    public override string Variant => "as printed";

    /// <inheritdoc/>
    public override string Expression => "D^2/2*g/(delta^2+g^2), g = (D1a-D2a)^2*tau";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("centre", "Near resonance on the scale of the neighbour's flips the Lorentzian of Eq. (7) gives the golden-rule rate.", 2, GoldenRule, NeighbourLimits.CentreOfTheLine),
        PairClaims.Fails("wing", "For a weakly coupled neighbour the Lorentzian of Eq. (7) gives the golden-rule rate at any splitting.", GoldenRule, NeighbourLimits.WingAtFixedOffset),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double Response(double splitting, double difference, double correlationTime)
    {
        double width = difference * difference * correlationTime;
        return width / ((splitting * splitting) + (width * width));
    }
}
