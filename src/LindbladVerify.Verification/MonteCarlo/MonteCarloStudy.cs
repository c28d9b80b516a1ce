using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.References;
using LindbladVerify.Verification.Sampling;

namespace LindbladVerify.Verification.MonteCarlo;

/// <summary>
/// The numerical experiment behind the verdicts: the pair is driven by noise trajectories at a few points with comparable rates,
/// and the rate is read off the ensemble. Shares no code with the averaged equations of motion; where trajectories end, with some
/// e^-8 of the Bloch vector left, each is continued by the mean over its possible futures.
/// </summary>
/// <remarks>
/// The coupling is a fifth of the slowest rate: strong enough for the decay to be short, weak enough for one rate to describe it.
/// </remarks>
public sealed class MonteCarloStudy
{
    /// <summary>Points per noise.</summary>
    public const int Points = 6;

    /// <summary>Probability that chance alone flags any one of all comparisons of a run.</summary>
    public const double FamilyWiseLevel = 0.01;

    private const long Trajectories = 512;
    private const double CouplingRatio = 0.2;

    private static readonly Parameter[] Domain =
    [
        new("Gc", "1/s", 0.1, 10, "in units of Delta"),
        new("G2", "1/s", 0.1, 2, "in units of Delta"),
        new("P", "1", 0, 1, "polarisation"),
    ];

    private MonteCarloStudy(string noise, IReadOnlyList<MonteCarloPoint> results)
    {
        Noise = noise;
        Results = results;
    }

    /// <summary>Name of the noise.</summary>
    public string Noise { get; }

    /// <summary>The estimates.</summary>
    public IReadOnlyList<MonteCarloPoint> Results { get; }

    /// <summary>Runs the experiment for one noise; the same seed gives the same bits for any number of threads.</summary>
    /// <param name="noise">Name of the noise.</param>
    /// <param name="seed">Seed of points and trajectories.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="cancellation">Cancels between blocks of trajectories.</param>
    public static MonteCarloStudy Run(string noise, ulong seed, int threads, CancellationToken cancellation)
    {
        var sampler = new DomainSampler(Domain, seed);
        return new MonteCarloStudy(noise, [.. Enumerable.Range(0, Points).Select(k => Estimate(noise, Physical(sampler.Point(k)), seed, (uint)k, threads, cancellation))]);
    }

    /// <summary>|z| beyond which one of <paramref name="comparisons"/> comparisons is significant at the family-wise level (Bonferroni).</summary>
    public static double Limit(int comparisons) =>
        MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - (FamilyWiseLevel / (2.0 * Math.Max(1, comparisons))));

    /// <summary>Whether a formula has the parameters of the pair.</summary>
    public static bool AppliesTo(Formula formula, Reference reference) =>
        string.Equals(reference.Quantity, Reference.FlipFlopRateQuantity, StringComparison.Ordinal)
        && !string.Equals(reference.Noise, NoiseNames.Polarized, StringComparison.Ordinal)
        && formula.SharesParameters
        && formula.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal).SequenceEqual(PairParameters.Names.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static NuclearPair Physical(ParameterPoint scaled)
    {
        const double Delta = 1e6;
        double electronRate = scaled["Gc"] * Delta;
        double broadening = scaled["G2"] * Delta;
        return new NuclearPair(CouplingRatio * Math.Min(electronRate, broadening), Delta, scaled["P"], electronRate, broadening);
    }

    private static MonteCarloPoint Estimate(string noise, NuclearPair pair, ulong seed, uint index, int threads, CancellationToken cancellation)
    {
        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(
            new PairTrajectoryRequest
            {
                Pair = pair,
                Noise = ElectronNoise.Parse(noise),
                Trajectories = Trajectories,
                Seed = seed,
                StudyPoint = index,
                Threads = threads,
            },
            cancellation);
        cancellation.ThrowIfCancellationRequested();
        double deterministic = FlipFlopRates.ResidenceTimeValue(pair, ElectronNoise.Parse(noise));
        return new MonteCarloPoint(PairParameters.Point(pair), estimate.Value, estimate.StandardError, estimate.Trajectories, deterministic);
    }
}
