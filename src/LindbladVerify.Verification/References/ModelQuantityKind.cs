
namespace LindbladVerify.Verification.References;

/// <summary>What is computed of an observable of a model.</summary>
public enum ModelQuantityKind
{
    /// <summary>(o(0) - o(∞)) / ∫ (o(t) - o(∞)) dt, 1/s: the rate of an exponential with the same area.</summary>
    ResidenceTime,

    /// <summary>Decay rate of the slowest mode with weight in the observable, 1/s; none where that mode oscillates.</summary>
    SpectralGap,

    /// <summary>Decay rate of the slowest mode with weight in the observable whether or not it oscillates, 1/s: the half width of the narrowest line, where lines do not overlap.</summary>
    LineWidth,

    /// <summary>Full width at half maximum of S(ω) = Re ∫ (o(t) - o(∞)) exp(-iωt) dt around its highest peak, rad/s.</summary>
    FullWidth,

    /// <summary>Half of <see cref="FullWidth"/>, rad/s.</summary>
    HalfWidth,

    /// <summary>Angular frequency of the slowest oscillating mode with weight in the observable, rad/s; 0 where none oscillates.</summary>
    Frequency,

    /// <summary>o(∞).</summary>
    SteadyState,

    /// <summary>o(t).</summary>
    TimeCourse,
}
