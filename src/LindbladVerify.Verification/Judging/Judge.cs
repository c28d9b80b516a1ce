using System.Collections.Concurrent;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges a claim of any kind.</summary>
internal static class Judge
{
    /// <summary>The verdict on one claim of a formula.</summary>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static Verdict Of(Formula formula, Claim claim, JudgingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Verdict verdict = claim switch
        {
            IdentityClaim identity => IdentityJudge.Judge(formula, identity, context),
            LimitClaim limit => LimitJudge.Judge(formula, limit, context),
            BoundClaim bound => BoundJudge.Judge(formula, bound, context),
            SymmetryClaim symmetry => SymmetryJudge.Judge(formula, symmetry, context),
            MonotonicityClaim monotonicity => LawJudge.Monotonicity(formula, monotonicity, context),
            PositivityClaim positivity => LawJudge.Positivity(formula, positivity, context),
            InequalityClaim inequality => InequalityJudge.Judge(formula, inequality, context),
            _ => throw new ArgumentException($"No judge for a claim of type {claim.GetType().Name}.", nameof(claim)),
        };
        return context.MonteCarloComparisons > 0 ? MonteCarloWitness.Testify(verdict, formula, claim, context) : verdict;
    }

    internal static Verdict Draft(Formula formula, Claim claim, VerdictKind kind, string reason) => new()
    {
        Id = $"{formula.Id}.{claim.Id}",
        Statement = claim.Statement,
        Source = formula.Source,
        Variant = formula.Variant,
        Kind = kind,
        Declared = claim.Declared,
        Reason = reason,
    };
}

/// <summary>What judges share: settings, references, and the interior scan of each formula against each reference, done once.</summary>
internal sealed class JudgingContext(ReferenceLibrary library, JudgingSettings settings, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<(string Formula, Reference Reference), Lazy<InteriorScan>> glances = new();
    private readonly ConcurrentDictionary<(string Formula, Reference Reference, bool IsProved), Lazy<InteriorScan>> scans = new();
    private readonly ConcurrentDictionary<string, Lazy<MonteCarloStudy>> studies = new(StringComparer.Ordinal);

    /// <summary>The computed quantities.</summary>
    public ReferenceLibrary Library { get; } = library;

    /// <summary>How hard to look.</summary>
    public JudgingSettings Settings { get; } = settings;

    /// <summary>Stops a judgement between two points.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>How many comparisons with noise trajectories the run makes; 0 leaves them out.</summary>
    public int MonteCarloComparisons { get; init; }

    /// <summary>The noise-trajectory study of one noise, run once.</summary>
    public MonteCarloStudy Study(string noise) =>
        studies.GetOrAdd(noise, name => new Lazy<MonteCarloStudy>(() => MonteCarloStudy.Run(name, Settings.Seed, Settings.Threads, Cancellation))).Value;

    /// <summary>An eighth of the points of a whole scan: enough to refute what fails in much of the domain, and for what only illustrates a verdict.</summary>
    public InteriorScan Glance(Formula formula, Reference reference) =>
        glances.GetOrAdd((formula.Id, reference), _ => new Lazy<InteriorScan>(() => InteriorScan.Glance(formula, reference, Library, Settings, Cancellation))).Value;

    /// <summary>Whether exact algebra proves a claim: points are its witness then, and need not be as many.</summary>
    public Func<Formula, Claim, bool> IsProved { get; init; } = (_, _) => false;

    /// <summary>How many points inside the domain are worth asking of a claim.</summary>
    public int Points(Formula formula, Claim claim) => IsProved(formula, claim) ? Settings.ScanPoints / InteriorScan.GlanceShare : Settings.ScanPoints;

    /// <summary>How many local searches for a worse point a claim is worth.</summary>
    public int Searches(Formula formula, Claim claim) => IsProved(formula, claim) ? Math.Min(1, Settings.Searches) : Settings.Searches;

    /// <summary>A scan that says whether a claim holds: the glance where a point of it refutes the claim, else all points.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="reference">What the formula is held against.</param>
    /// <param name="region">The part of the domain that the claim speaks of; null for all of it.</param>
    /// <param name="refutes">Whether a usable point of the region refutes the claim for certain.</param>
    public InteriorScan Scan(Formula formula, Claim claim, Reference reference, Func<ParameterPoint, bool>? region, Func<Comparison, bool> refutes)
    {
        InteriorScan glance = Glance(formula, reference);
        if (glance.Comparisons.Any(c => c.IsUsable && region?.Invoke(c.Point) != false && refutes(c)))
        {
            return glance;
        }

        bool isProved = IsProved(formula, claim);
        return region is not null
            ? glance.Completed(region, isProved, Cancellation)
            : scans.GetOrAdd((formula.Id, reference, isProved), _ => new Lazy<InteriorScan>(() => glance.Completed(region: null, isProved, Cancellation))).Value;
    }
}

/// <summary>How hard the judge looks. Recorded in every manifest.</summary>
public sealed record JudgingSettings
{
    /// <summary>Seed of the low-discrepancy scan.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Interior points scanned for each claim.</summary>
    public int ScanPoints { get; init; } = 4096;

    /// <summary>Local searches for a worse point, each from one of the worst scanned points.</summary>
    public int Searches { get; init; } = 4;

    /// <summary>Starting points of each limit.</summary>
    public int LimitStarts { get; init; } = 24;

    /// <summary>Threads to use; verdicts do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether noise trajectories give evidence too.</summary>
    public bool MonteCarlo { get; init; } = true;

    /// <summary>Whether exact algebra is asked too.</summary>
    public bool Proofs { get; init; } = true;

    /// <summary>Changes what algebra says before it is weighed against points: a fault on purpose, by which tests see that it is found. Null outside tests.</summary>
    internal Func<Proof, Proof>? ProofFault { get; init; }

    /// <summary>Relative error that a formula without a bound on its own rounding may have and still agree, beyond the reference's uncertainty. Formula files need none.</summary>
    public double Agreement { get; init; } = 1e-11;

    /// <summary>Relative error above which such a formula disagrees; between the two the verdict is inconclusive.</summary>
    public double Disagreement { get; init; } = 1e-7;

    /// <summary>A reference known less well than this says little of a formula that equals it: more than <see cref="MostPoorlyKnown"/> such points leave the claim undecided.</summary>
    public double MostUncertainAgreement { get; init; } = Comparison.WellKnown;

    /// <summary>The part of the points that may be known less well than <see cref="MostUncertainAgreement"/>.</summary>
    public double MostPoorlyKnown { get; init; } = 0.1;

    /// <summary>A quick look: a quarter of the points, no trajectories.</summary>
    public static JudgingSettings Quick { get; } = new() { ScanPoints = 1024, Searches = 1, LimitStarts = 8, MonteCarlo = false };
}

/// <summary>A formula for a time course.</summary>
internal interface ICourseFormula
{
    /// <summary>The formula as such.</summary>
    Formula Formula { get; }

    /// <summary>Whether the time is no parameter, so that whole time courses are compared.</summary>
    bool IsWholeCourse { get; }

    /// <summary>What the formula says at a point and a time, with a bound on its rounding error.</summary>
    /// <param name="point">The parameters.</param>
    /// <param name="time">Time, s.</param>
    (double Value, double Rounding) PredictAt(ParameterPoint point, double time);
}
