using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Judging;

/// <summary>Judges every claim of a set of formulas.</summary>
public static class SuiteRunner
{
    /// <summary>The verdicts in order of formula and claim. When cancelled, those already reached.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="kernels">Dense kernels for the references.</param>
    /// <param name="settings">How hard to look.</param>
    /// <param name="progress">Told after each claim.</param>
    /// <param name="cancellation">Stops within a second, also in the middle of a claim; the claims judged by then are kept.</param>
    public static SuiteResult Run(IReadOnlyList<Formula> formulas, IDenseKernels kernels, JudgingSettings settings, IProgress<SuiteProgress>? progress = null, CancellationToken cancellation = default)
    {
        (Formula Formula, Claim Claim)[] work = [.. formulas.SelectMany(f => f.Claims.Select(c => (f, c)))];
        var prover = new ClaimProver(settings, cancellation);
        prover.Expect(work);
        var context = new JudgingContext(new ReferenceLibrary(kernels, formulas, cancellation), settings, cancellation)
        {
            MonteCarloComparisons = settings.MonteCarlo ? MonteCarloWitness.Comparisons(work) : 0,
            IsProved = prover.IsProved,
        };
        var study = new AblationStudy(context.Library, settings, cancellation);
        FormulaJudgement[] judgements = [.. formulas.Select(f => new FormulaJudgement(f, context, study, prover))];
        int done = 0;
        var gate = new Lock();
        void Tell(Verdict verdict)
        {
            lock (gate)
            {
                progress?.Report(new SuiteProgress(++done, work.Length, verdict.Id, verdict));
            }
        }

        // Formulas side by side, those with bounds first: the proof of a bound is one long piece of work, and the last one would keep one thread alone.
        // Who has none left to judge proves ahead what others will ask for.
        IEnumerable<Action> jobs = judgements.OrderByDescending(j => j.HasBound).Select(j => (Action)(() => j.Run(Tell))).Concat(formulas.Select(f => (Action)(() => prover.ProveAhead(f))));
        bool isCancelled = false;
        try
        {
            Workers.Run(jobs, settings.Threads, cancellation);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && IsCancellation(e))
        {
            isCancelled = true;
        }

        return new SuiteResult([.. judgements.SelectMany(j => j.Verdicts)], work.Length, isCancelled)
        {
            Models = [.. judgements.Select(j => j.Exhibits.Models).OfType<FormulaModels>()],
            Disagreements = [.. judgements.SelectMany(j => j.Exhibits.Disagreements)],
        };
    }

    private static bool IsCancellation(Exception e) =>
        e is OperationCanceledException || (e is AggregateException all && all.Flatten().InnerExceptions.Any(i => i is OperationCanceledException));
}

/// <summary>The verdicts on one formula, claim by claim.</summary>
internal sealed class FormulaJudgement(Formula formula, JudgingContext context, AblationStudy study, ClaimProver prover)
{
    private readonly Diagnosis diagnosis = new(context);
    private readonly List<Verdict> verdicts = [];

    /// <summary>Those reached by now.</summary>
    public IReadOnlyList<Verdict> Verdicts
    {
        get
        {
            lock (verdicts)
            {
                return [.. verdicts];
            }
        }
    }

    /// <summary>Whether a claim is that an error is bounded.</summary>
    public bool HasBound => formula.Claims.Any(c => c is BoundClaim);

    /// <summary>What is shown beside them.</summary>
    public Exhibits Exhibits { get; } = new(formula, context, study);

    /// <summary>Judges all claims.</summary>
    /// <param name="reached">Told each verdict.</param>
    public void Run(Action<Verdict> reached)
    {
        foreach (Claim claim in formula.Claims)
        {
            Verdict verdict = Judged(claim);
            verdict = Kept(verdict, v => prover.Of(formula, claim, v));
            verdict = Kept(verdict, v => diagnosis.Of(formula, claim, v));
            verdict = Kept(verdict, v => Exhibits.Of(claim, v));
            lock (verdicts)
            {
                verdicts.Add(verdict);
            }

            reached(verdict);
        }
    }

    /// <summary>A numerical failure in one claim leaves that claim undecided and the others as they are.</summary>
    private Verdict Judged(Claim claim)
    {
        try
        {
            return Judge.Of(formula, claim, context);
        }
        catch (Exception e) when (NumericalCause(e) is not null)
        {
            return Judge.Draft(formula, claim, VerdictKind.Inconclusive, $"The computation failed: {NumericalCause(e)!.Message}");
        }
    }

    /// <summary>A numerical failure in what explains a verdict leaves the verdict as it is.</summary>
    private static Verdict Kept(Verdict verdict, Func<Verdict, Verdict> explain)
    {
        try
        {
            return explain(verdict);
        }
        catch (Exception e) when (NumericalCause(e) is not null)
        {
            return verdict;
        }
    }

    /// <summary>The failure of a computation behind an exception; null for any other.</summary>
    public static Exception? NumericalCause(Exception e) => e switch
    {
        AggregateException all => all.Flatten().InnerExceptions.All(i => NumericalCause(i) is not null) ? all.Flatten().InnerExceptions[0] : null,
        ArithmeticException or BlockTooLargeException => e,
        _ => null,
    };
}

/// <summary>How far a run is.</summary>
/// <param name="Done">Claims judged.</param>
/// <param name="Total">Claims in all.</param>
/// <param name="Last">Id of the last one.</param>
/// <param name="Reached">Its verdict.</param>
public readonly record struct SuiteProgress(int Done, int Total, string Last, Verdict Reached);

/// <summary>The verdicts of a run.</summary>
/// <param name="Verdicts">Those reached, in order.</param>
/// <param name="Total">Claims in all.</param>
/// <param name="Cancelled">Whether the run was stopped before the end.</param>
public sealed record SuiteResult(IReadOnlyList<Verdict> Verdicts, int Total, bool Cancelled)
{
    /// <summary>For each formula that predicts a flip-flop rate, its agreement with every known model.</summary>
    public IReadOnlyList<FormulaModels> Models { get; init; } = [];

    /// <summary>Published rates of the pair with golden-rule rates that they do not equal everywhere, two per formula at most: where they hold is worth a map.</summary>
    public IReadOnlyList<(Formula Formula, Reference Reference)> Disagreements { get; init; } = [];
}

/// <summary>What a reader wants to see beside the verdicts on a formula: a cut through the point that says most, the ablation ladder, and which maps are worth drawing.</summary>
internal sealed class Exhibits(Formula formula, JudgingContext context, AblationStudy study)
{
    private readonly List<(Formula Formula, Reference Reference)> disagreements = [];
    private bool isStudied;

    /// <summary>The agreement of the formula with every known model; null for one that predicts no flip-flop rate.</summary>
    public FormulaModels? Models { get; private set; }

    /// <summary>Golden-rule rates that the formula does not equal everywhere.</summary>
    public IReadOnlyList<(Formula Formula, Reference Reference)> Disagreements => disagreements;

    /// <summary>The verdict with its exhibits.</summary>
    public Verdict Of(Claim claim, Verdict verdict)
    {
        if (!isStudied)
        {
            isStudied = true;
            Study();
        }

        Reference? reference = claim is IdentityClaim or BoundClaim ? KnownModels.ReferenceOf(claim) : null;
        if (reference is null || (claim is BoundClaim && verdict.Kind != VerdictKind.False) || verdict.Kind == VerdictKind.OutOfDomain)
        {
            return verdict;
        }

        ParameterPoint? disagreement = verdict.Counterexample?.Point;
        return verdict with
        {
            Cut = CutFinder.Find(formula, reference, context.Library, disagreement),
            Ablation = disagreement is not null ? study.Ladder(formula, reference, disagreement) : null,
        };
    }

    private void Study()
    {
        if (study.Models(formula) is not { } known)
        {
            return;
        }

        Models = !OperatingPoints.Applies(formula) ? known : known with
        {
            Ladder = study.Ladder(formula, known.Intended with { Noise = NoiseNames.ElectronTelegraph }, OperatingPoints.Default),
            LadderPoint = OperatingPoints.Default,
        };
        if (formula.Source.Equation.Length == 0 || !OperatingPoints.Applies(formula))
        {
            return;
        }

        foreach (string noise in new[] { NoiseNames.ElectronTelegraph, NoiseNames.SymmetricTelegraph })
        {
            Reference reference = Reference.GoldenRule(noise);
            if (!known.ExactFor.Contains(reference))
            {
                disagreements.Add((formula, reference));
            }
        }
    }
}
