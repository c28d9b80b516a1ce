
namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// What a trajectory that is at Bloch vector v and noise value ξ adds to ∫z dt from then on, averaged over its future:
/// f(v, ξ) = E[∫_t^∞ z dt' | v, ξ], linear in v. A trajectory may be ended anywhere and f added in place of its rest, without
/// bias at any horizon: E[∫_0^t z dt' + f(v(t), ξ(t))] is the residence time, whether the decay is one exponential,
/// oscillates or does not scatter at all.
/// </summary>
/// <remarks>
/// Equation: f solves the backward equation (∂f/∂v)·B(ξ) v + (generator of ξ) f + z = 0, with v' = B(ξ) v; three unknowns
/// per noise state or Hermite level. It shares nothing with the averages of the Rates project but the model.
/// </remarks>
internal abstract class ConditionalTail
{
    private const double RoundingUnits = 16;
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53

    /// <summary>f of the start z = 1, averaged over the stationary noise, s: for planning a run, never for its result.</summary>
    public abstract double StationaryResidence { get; }

    /// <summary>Bound on the relative error of f: rounding of the solution, and the end of the ladder where there is one.</summary>
    public abstract double RelativeError { get; }

    /// <summary>
    /// The tail of a validated request: rows of at most 64 trajectories in the layout of one output of
    /// <see cref="ITrajectoryKernel.Run"/>. <paramref name="noiseAge"/> is how long before the output the noise value was drawn, s; 0 unless a telegraph is sampled on a grid.
    /// </summary>
    public static ConditionalTail Create(PairTrajectoryRequest request, double noiseAge = 0) =>
        request.Process() is { Chain: { } chain } ? new ChainTail(chain, request.Pair, noiseAge)
            : request.Process() is { Gaussian: { } gaussian } && noiseAge == 0 ? new GaussianTail(gaussian, request.Pair)
            : throw new ArgumentException($"{request.Noise.Name} with a noise age of {noiseAge} s has no tail.", nameof(request));

    /// <summary>f of every trajectory of a block from the rows x, y, z, ∫z, ξ of an output.</summary>
    public abstract void Evaluate(ReadOnlySpan<double> output, Span<double> tail);

    /// <summary>
    /// Variance of ∫_0^∞ z dt between trajectories, s²: for noise of which one state holds nearly always, so that a run may see hardly
    /// any departure from it and its scatter says nothing. Zero where no state can dominate.
    /// </summary>
    public virtual double Variance => 0;

    /// <summary>Probability that the noise is within <paramref name="horizon"/> anywhere but in its likeliest state; 1 where it has no states.</summary>
    public virtual double DepartureProbability(double horizon) => 1;

    /// <summary>Relative rounding error of the solution where the slowest motion takes <paramref name="residence"/> and the fastest rate is given.</summary>
    protected static double Rounding(double residence, double fastestRate) => RoundingUnits * UnitRoundoff * (1 + (fastestRate * Math.Abs(residence)));
}
