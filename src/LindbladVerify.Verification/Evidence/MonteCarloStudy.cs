using System.Globalization;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.FlipFlop;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>
/// The numerical experiment behind the verdicts: the pair is driven by noise trajectories at a few points with comparable rates,
/// and the rate is read off the ensemble. Shares no code with the averaged equations of motion; where trajectories end, with some
/// e^-8 of the Bloch vector left, each is continued by the mean over its possible futures.
/// </summary>
/// <remarks>
/// The coupling is a fifth of the slowest rate: strong enough for the decay to be short, weak enough for one rate to describe it.
/// </remarks>
internal sealed class MonteCarloStudy
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

/// <summary>A rate estimated from noise trajectories at one point, beside the deterministic one.</summary>
/// <param name="Point">D, Delta, P, Gc, G2.</param>
/// <param name="Rate">Estimate of W, 1/s.</param>
/// <param name="StandardError">Its standard error, 1/s, with the step error (where there is a step) added.</param>
/// <param name="Trajectories">Trajectories that it rests on.</param>
/// <param name="Deterministic">The residence-time rate from the equations of motion, 1/s.</param>
public sealed record MonteCarloPoint(ParameterPoint Point, double Rate, double StandardError, long Trajectories, double Deterministic)
{
    /// <summary>Deviation of a value from the estimate, in standard errors.</summary>
    public double Score(double value) => (Rate - value) / StandardError;
}

/// <summary>Adds what noise trajectories say to a verdict that rests on equations of motion.</summary>
internal static class MonteCarloWitness
{
    /// <summary>
    /// The verdict with a row of Monte Carlo evidence where the claim speaks of the flip-flop rate. Trajectories that contradict
    /// the computed reference, or a formula found exact, make the verdict inconclusive.
    /// </summary>
    /// <param name="verdict">The verdict so far.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="context">Studies, one per noise.</param>
    public static Verdict Testify(Verdict verdict, Formula formula, Claim claim, JudgingContext context)
    {
        Reference? reference = Tested(claim);
        if (reference is null || !MonteCarloStudy.AppliesTo(formula, reference))
        {
            return verdict;
        }

        MonteCarloStudy study = context.Study(reference.Noise);
        double limit = MonteCarloStudy.Limit(context.MonteCarloComparisons);
        double referenceWorst = study.Results.Max(r => Math.Abs(r.Score(r.Deterministic)));
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{study.Results.Count} points, {study.Results.Sum(r => r.Trajectories)} noise trajectories ({study.Noise}): the computed reference deviates by at most {referenceWorst:F2} standard errors");
        bool contradictsReference = referenceWorst > limit;
        bool contradictsFormula = false;
        double largest = study.Results.Max(r => Math.Abs((r.Rate / r.Deterministic) - 1));
        if (claim is IdentityClaim)
        {
            double[] scores = [.. study.Results.Select(r => Math.Abs(r.Score(Predicted(formula, reference, r))))];
            int refuted = scores.Count(s => s > limit);
            contradictsFormula = refuted > 0 && verdict.Kind == VerdictKind.Exact;
            largest = study.Results.Max(r => Math.Abs((Predicted(formula, reference, r) / r.Rate) - 1));
            text += refuted == 0
                ? string.Create(CultureInfo.InvariantCulture, $", the formula by at most {scores.Max():F2}")
                : string.Create(CultureInfo.InvariantCulture, $", the formula by up to {scores.Max():G3}: refuted at {refuted} points by trajectories alone");
        }

        text += string.Create(CultureInfo.InvariantCulture, $" (limit {limit:F2} for {context.MonteCarloComparisons} comparisons at a family-wise level of {MonteCarloStudy.FamilyWiseLevel:P0}).");
        Verdict testified = verdict with
        {
            Trajectories = claim is IdentityClaim ? [.. study.Results.Select(r => new TrajectoryComparison(r, Predicted(formula, reference, r)))] : [],
            Evidence = [.. verdict.Evidence, new EvidenceRow("monte-carlo", text, study.Results.Count, largest)],
        };
        return contradictsReference || contradictsFormula
            ? testified with { Kind = VerdictKind.Inconclusive, Reason = $"Noise trajectories contradict {(contradictsReference ? "the computed reference" : "the formula")}. {verdict.Reason}" }
            : testified;
    }

    /// <summary>The reference that trajectories can test; laws of a formula alone have none.</summary>
    private static Reference? Tested(Claim claim) => claim is IdentityClaim or LimitClaim or BoundClaim ? KnownModels.ReferenceOf(claim) : null;

    /// <summary>How many comparisons with trajectories a set of claims makes.</summary>
    public static int Comparisons(IEnumerable<(Formula Formula, Claim Claim)> work)
    {
        var noises = new HashSet<string>(StringComparer.Ordinal);
        int identities = 0;
        foreach ((Formula formula, Claim claim) in work)
        {
            Reference? reference = Tested(claim);
            if (reference is not null && MonteCarloStudy.AppliesTo(formula, reference))
            {
                noises.Add(reference.Noise);
                identities += claim is IdentityClaim ? 1 : 0;
            }
        }

        return (noises.Count + identities) * MonteCarloStudy.Points;
    }

    /// <summary>What the formula predicts for the all-orders rate that trajectories measure: a golden-rule formula is carried over by the computed ratio of the two.</summary>
    private static double Predicted(Formula formula, Reference reference, MonteCarloPoint at)
    {
        double predicted = formula.Predict(new ParameterPoint([.. formula.Parameters.Select(p => p.Name)], [.. formula.Parameters.Select(p => at.Point[p.Name])]));
        if (!string.Equals(reference.Method, Reference.GoldenRuleMethod, StringComparison.Ordinal))
        {
            return predicted;
        }

        return predicted * at.Deterministic / FlipFlopRates.GoldenRuleValue(PairParameters.Pair(at.Point), ElectronNoise.Parse(reference.Noise));
    }
}

/// <summary>Trajectories, equations of motion and formula at one point.</summary>
/// <param name="Estimate">What the trajectories gave, with the computed rate beside it.</param>
/// <param name="Predicted">What the formula says of the all-orders rate that trajectories measure, 1/s; a golden-rule formula is carried over by the computed ratio of the two.</param>
public sealed record TrajectoryComparison(MonteCarloPoint Estimate, double Predicted);
