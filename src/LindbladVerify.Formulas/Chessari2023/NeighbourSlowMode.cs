using System.Numerics;
using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// The decay rate of the zero-quantum coherence by flipping neighbours at any coupling: Σ Re [1 - √(1 - 4d²tau² + 4i p d tau)]/(2 tau), d = D1k - D2k,
/// the slow mode of each telegraph. Without polarization and for 2|d| tau &lt; 1 this is Σ (1 - √(1 - 4d²tau²))/(2 tau).
/// </summary>
public sealed class NeighbourSlowMode : NeighbourBroadeningFormula
{
    /// <inheritdoc/>
    public override string Id => "neighbour-broadening";

    /// <inheritdoc/>
    public override string Title => "Zero-quantum broadening by flipping neighbours, any coupling";

    /// <inheritdoc/>
    public override Source Source => PairFormula.Derived;

    /// <inheritdoc/>
    public override string Variant => "derived";

    /// <inheritdoc/>
    public override string Expression => "(2-ra-rb)/(2*tau), ra = sqrt((sqrt((1-ca^2)^2+4*p^2*ca^2)+1-ca^2)/2), rb = sqrt((sqrt((1-cb^2)^2+4*p^2*cb^2)+1-cb^2)/2), ca = 2*(D1a-D2a)*tau, cb = 2*(D1b-D2b)*tau";

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims { get; } =
    [
        PairClaims.Identity("slow-mode", "The formula is the decay rate of the slow mode of the zero-quantum coherence, whatever the polarization of the neighbours.", VerdictKind.Exact, SlowMode),
        .. Laws,
    ];

    /// <inheritdoc/>
    protected override bool HasPolarization => true;

    /// <inheritdoc/>
    protected override double Broadening(double difference, double correlationTime, double polarization)
    {
        // For r + iv = √(1 - c² + 2ipc) with c = 2 d tau: 1 - r = (c² - v²)/(1 + r), whichever side cancels less.
        double c = 2 * difference * correlationTime;
        Complex root = Complex.Sqrt(new Complex((1 - c) * (1 + c), 2 * polarization * c));
        double slow = Math.Abs(c) > 1 ? 1 - root.Real : (c - root.Imaginary) * (c + root.Imaginary) / (1 + root.Real);
        return slow / (2 * correlationTime);
    }
}
