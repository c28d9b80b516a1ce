using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>The flip-flop rate W of a pair split by delta whose only broadening is one unpolarized neighbour that flips: what Eqs. (7) and (8) give together, and better.</summary>
public abstract class NeighbourRateFormula : Formula
{
    private static readonly Parameter[] Common =
    [
        new("D", "rad/s", 1, 200, "Dipolar coupling D12 of the pair."),
        new("delta", "rad/s", 1e4, 1e8, "Splitting of |αβ⟩ and |βα⟩."),
        new("D1a", "rad/s", 3e4, 1e5, "Dipolar coupling of nucleus 1 to the neighbour."),
        new("D2a", "rad/s", -2e4, 2e4, "Dipolar coupling of nucleus 2 to the neighbour."),
        new("tau", "s", 1e-9, 3e-6, "Correlation time of the neighbour."),
    ];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Common;

    /// <summary>Leading order in D.</summary>
    protected static Reference GoldenRule => new(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.GoldenRuleMethod);

    /// <summary>All orders in D.</summary>
    protected static Reference ResidenceTime => new(Reference.NeighbourFlipFlopRateQuantity, NoiseNames.None, Reference.ExactMethod);

    /// <summary>Laws that every such rate obeys.</summary>
    protected static IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("splitting-sign", "W does not depend on the sign of the splitting.", VerdictKind.Exact, p => p.With("delta", -p["delta"]), "delta -> -delta", _ => 1, GoldenRule),
        new SymmetryClaim("exchange", "Exchanging the nuclei changes nothing.", VerdictKind.Exact, p => p.With("D1a", p["D2a"]).With("D2a", p["D1a"]), "D1a <-> D2a", _ => 1, GoldenRule),
        new SymmetryClaim("scaling", "Multiplying the couplings by a factor and dividing the correlation time by it multiplies W by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "D", "delta", "D1a", "D2a").With("tau", p["tau"] / PairClaims.ScalingFactor), "(D, delta, D1a, D2a, 1/tau) -> 7.3 (D, delta, D1a, D2a, 1/tau)", _ => PairClaims.ScalingFactor, GoldenRule),
    ];

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        double dipolar = point["D"], splitting = point["delta"], dipolar1 = point["D1a"], dipolar2 = point["D2a"], correlationTime = point["tau"];
        Require.Finite(dipolar, nameof(dipolar));
        Require.Finite(splitting, nameof(splitting));
        Require.Finite(dipolar1, nameof(dipolar1));
        Require.Finite(dipolar2, nameof(dipolar2));
        Require.Positive(correlationTime, nameof(correlationTime));
        return dipolar * dipolar / 2 * Response(splitting, dipolar1 - dipolar2, correlationTime);
    }

    /// <summary>What multiplies D²/2, s.</summary>
    /// <param name="splitting">delta, rad/s.</param>
    /// <param name="difference">d = D1a - D2a, rad/s.</param>
    /// <param name="correlationTime">tau, s.</param>
    protected abstract double Response(double splitting, double difference, double correlationTime);
}
