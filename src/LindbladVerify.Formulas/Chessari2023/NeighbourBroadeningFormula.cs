using LindbladVerify.Formulas.Chessari2023.Common;
using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Formulas.Chessari2023;

/// <summary>
/// A decay rate of the zero-quantum coherence of nuclei 1 and 2 caused by two flipping neighbours k = a, b under H = Σ 2 Dik Iiz Ikz,
/// where 2 Ikz is a telegraph of correlation time tau: the coherence precesses at Σ (D1k - D2k) 2Ikz.
/// </summary>
public abstract class NeighbourBroadeningFormula : Formula
{
    private static readonly Parameter[] Unpolarized =
    [
        new("D1a", "rad/s", 3e4, 1e5, "Dipolar coupling of nucleus 1 to neighbour a."),
        new("D2a", "rad/s", -2e4, 2e4, "Dipolar coupling of nucleus 2 to neighbour a."),
        new("D1b", "rad/s", 3e4, 1e5, "Dipolar coupling of nucleus 1 to neighbour b."),
        new("D2b", "rad/s", -2e4, 2e4, "Dipolar coupling of nucleus 2 to neighbour b."),
        new("tau", "s", 1e-9, 3e-6, "Correlation time of the neighbours."),
    ];

    private static readonly Parameter[] WithPolarization = [.. Unpolarized, new("p", "1", 0, 0.95, "Polarization of the neighbours.")];

    /// <inheritdoc/>
    public override string Suite => "chessari-2023";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => HasPolarization ? WithPolarization : Unpolarized;

    /// <summary>Whether the formula knows of the neighbours' polarization.</summary>
    protected abstract bool HasPolarization { get; }

    /// <summary>The decay rate of the slow mode of the coherence.</summary>
    protected static Reference SlowMode => new(Reference.NeighbourBroadeningQuantity, NoiseNames.None, Reference.SpectralGapMethod);

    /// <summary>One over the integral of the coherence over time.</summary>
    protected static Reference ResidenceTime => new(Reference.NeighbourBroadeningQuantity, NoiseNames.None, Reference.ExactMethod);

    /// <summary>Laws that every such rate obeys.</summary>
    protected static IEnumerable<Claim> Laws =>
    [
        new SymmetryClaim("exchange", "Exchanging the nuclei changes nothing.", VerdictKind.Exact, p => p.With("D1a", p["D2a"]).With("D2a", p["D1a"]).With("D1b", p["D2b"]).With("D2b", p["D1b"]), "D1k <-> D2k", _ => 1, SlowMode),
        new SymmetryClaim("scaling", "Multiplying the couplings by a factor and dividing the correlation time by it multiplies the rate by it.", VerdictKind.Exact, p => PairClaims.Scaled(p, "D1a", "D2a", "D1b", "D2b").With("tau", p["tau"] / PairClaims.ScalingFactor), "(Dik, 1/tau) -> 7.3 (Dik, 1/tau)", _ => PairClaims.ScalingFactor, SlowMode),
    ];

    /// <inheritdoc/>
    public sealed override double Predict(ParameterPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        double correlationTime = point["tau"];
        double polarization = HasPolarization ? point["p"] : 0;
        Require.Positive(correlationTime, nameof(correlationTime));
        Require.Polarization(polarization, nameof(polarization));
        return One(point, "D1a", "D2a", correlationTime, polarization) + One(point, "D1b", "D2b", correlationTime, polarization);
    }

    /// <summary>What one neighbour contributes, 1/s.</summary>
    /// <param name="difference">d = D1k - D2k, rad/s.</param>
    /// <param name="correlationTime">tau, s.</param>
    /// <param name="polarization">p.</param>
    protected abstract double Broadening(double difference, double correlationTime, double polarization);

    private double One(ParameterPoint point, string first, string second, double correlationTime, double polarization)
    {
        double dipolar1 = point[first], dipolar2 = point[second];
        Require.Finite(dipolar1, nameof(dipolar1));
        Require.Finite(dipolar2, nameof(dipolar2));
        return Broadening(dipolar1 - dipolar2, correlationTime, polarization);
    }
}
