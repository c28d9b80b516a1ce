using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// What to simulate: the two-level flip-flop pair x' = −δ y − Γ2 x, y' = δ x + D z − Γ2 y, z' = −D y with splitting
/// δ(t) = Δ ξ(t), from z = 1, with ξ stationary from the start.
/// </summary>
public sealed record PairTrajectoryRequest
{
    /// <summary>Most fluctuators that a path follows one by one.</summary>
    public const int MaximumFluctuators = 1024;

    /// <summary>The pair; its coupling D must not be zero.</summary>
    public required NuclearPair Pair { get; init; }

    /// <summary>The noise.</summary>
    public ElectronNoise Noise { get; init; } = ElectronNoise.ElectronTelegraph;

    /// <summary>Number of trajectories; leave empty to have <see cref="TargetError"/> decide.</summary>
    public long? Trajectories { get; init; }

    /// <summary>Relative standard error to reach, for example 0.01. A pilot run with its own random numbers fixes the number
    /// of trajectories beforehand, so that stopping cannot bias the result.</summary>
    public double? TargetError { get; init; }

    /// <summary>Seed of all random streams.</summary>
    public ulong Seed { get; init; }

    /// <summary>Number of this point within a study; points do not share random numbers.</summary>
    public uint StudyPoint { get; init; }

    /// <summary>Runs mirrored pairs of noise paths and averages each pair; only for noises with a symmetric law.</summary>
    public bool Antithetic { get; init; }

    /// <summary>
    /// Largest time step, s. Gaussian noise: empty to have the pilot choose it. Telegraph noises: empty to follow every path
    /// exactly from flip to flip, a value to sample it on a grid (error of order h²). Not allowed for more fluctuators than one.
    /// </summary>
    public double? TimeStep { get; init; }

    /// <summary>Most trajectory-steps (trajectories × steps, or flips) that a rate may take; more are refused before they are begun.
    /// The default is some hours on one core.</summary>
    public double LargestWork { get; init; } = 1e13;

    /// <summary>Worker threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Vector width. The result does not depend on it.</summary>
    public LaneWidth Width { get; init; }

    /// <summary>Whether the splitting is sampled as a Gaussian process.</summary>
    internal bool IsGaussian => Process().Gaussian is not null;

    /// <summary>The step of telegraph noise on a grid; null where paths are followed exactly or the noise is Gaussian.</summary>
    internal double? GridStep => IsGaussian || IsConstant ? null : TimeStep;

    /// <summary>Whether nothing fluctuates: a constant splitting needs no steps.</summary>
    internal bool IsConstant => Pair.Hyperfine == 0 || Noise.Process(Pair.Polarization, Pair.ElectronRate).Variance == 0;

    /// <summary>Whether the noise mirrored about its mean has the same law.</summary>
    private bool HasSymmetricLaw => Pair.Polarization == 0
        || !Noise.IsElectronLike;

    /// <summary>The process to follow; a constant value where nothing fluctuates.</summary>
    internal NoiseProcess Process() => IsConstant
        ? MarkovChainNoise.Telegraph(Pair.Polarization, Pair.Polarization, Pair.ElectronRate, 1)
        : Noise.Process(Pair.Polarization, Pair.ElectronRate);

    /// <summary>Checks every field.</summary>
    /// <exception cref="ArgumentException">A field is out of its range; the message names field, value and range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Pair);
        Require(Pair.Dipolar != 0, "Pair.Dipolar", Pair.Dipolar, "a coupling other than 0 rad/s");
        Require(Noise.Levels is null or <= MaximumFluctuators, "Noise", Noise.Count,
            $"a sum of at most {MaximumFluctuators} fluctuators; ornstein-uhlenbeck is the limit of many");
        Require(Trajectories is null or (> 1 and <= 1L << 40), nameof(Trajectories), Trajectories ?? 0, "an integer from 2 to 2^40");
        Require(TargetError is null or (> 0 and < 1), nameof(TargetError), TargetError ?? 0, "a relative error between 0 and 1");
        Require(TimeStep is null or (> 0 and < double.PositiveInfinity), nameof(TimeStep), TimeStep ?? 0, "a positive time in s");
        Require(LargestWork > 0, nameof(LargestWork), LargestWork, "a positive number of trajectory-steps");
        Require(Threads >= 0, nameof(Threads), Threads, "0 or a positive number");
        Require(TimeStep is null || Noise.Count == 1, nameof(TimeStep), TimeStep ?? 0, $"left out for {Noise.Name}, which is followed from flip to flip");
        if (Antithetic && !HasSymmetricLaw)
        {
            throw new ArgumentException($"Antithetic is on, but the law of {Noise.Name} at Pair.Polarization = {Pair.Polarization} is not symmetric "
                + "about its mean; allowed for symmetric-telegraph, ornstein-uhlenbeck and fluctuators:N.", nameof(Antithetic));
        }
    }

    private static void Require(bool condition, string field, double value, string allowed)
    {
        if (!condition)
        {
            throw new ArgumentException($"{field} = {value} is not allowed; it must be {allowed}.", field);
        }
    }
}

/// <summary>
/// The one-way rate W = 1/(2 ∫0^∞⟨z⟩ dt) from an ensemble of trajectories.
/// </summary>
/// <param name="Value">W in 1/s.</param>
/// <param name="StandardError">
/// Standard error of W in 1/s: the scatter of the trajectories (not below what jumps add that are too rare to be sampled), and the
/// estimated errors of step, tail and rounding, added as squares.
/// </param>
/// <param name="Trajectories">Trajectories that the estimate rests on.</param>
/// <param name="Seed">Seed that reproduces it.</param>
/// <param name="Statistics">Decisions and by-products of the run.</param>
public sealed record MonteCarloRateEstimate(
    double Value, double StandardError, long Trajectories, ulong Seed, TrajectoryStatistics Statistics);
