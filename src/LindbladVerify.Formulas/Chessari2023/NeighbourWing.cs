using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>Eqs. (7) and (8) with the factor that they miss in the wing: 1/(1 + (delta tau)²). Right for a weakly coupled neighbour at any splitting.</summary>
public sealed class NeighbourWing : NeighbourRateFormula
{
    /// <inheritdoc/>
    public override string Id => "neighbour-rate.wing";

    /// <inheritdoc/>
    public override string Title => "Flip-flop rate of a pair broadened by a weakly coupled flipping neighbour, with the wing factor";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "D^2/2*g/(delta^2+g^2)/(1+(delta*tau)^2), g = (D1a-D2a)^2*tau";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Vanishes("weak-neighbour", "For a weakly coupled neighbour the Lorentzian with the wing factor gives the golden-rule rate at any splitting.", 2, GoldenRule, NeighbourLimits.WingAtFixedOffset),
        PairClaims.Vanishes("centre", "The wing factor does no harm near resonance.", 2, GoldenRule, NeighbourLimits.CentreOfTheLine),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override double Response(double splitting, double difference, double correlationTime)
    {
        double width = difference * difference * correlationTime;
        double turn = splitting * correlationTime;
        return width / ((splitting * splitting) + (width * width)) / (1 + (turn * turn));
    }
}
