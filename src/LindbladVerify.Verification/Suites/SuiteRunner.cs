using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.MonteCarlo;
using LindbladVerify.Verification.Proofs;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Suites;

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
        var context = new JudgingContext(new ReferenceLibrary(kernels, formulas, cancellation), settings, cancellation)
        {
            MonteCarloComparisons = settings.MonteCarlo ? MonteCarloWitness.Comparisons(work) : 0,
        };
        var exhibits = new Exhibits(context);
        var diagnosis = new Diagnosis(context);
        var prover = new ClaimProver(settings, cancellation);
        prover.Begin(work);
        var verdicts = new List<Verdict>(work.Length);
        try
        {
            foreach ((Formula formula, Claim claim) in work)
            {
                Verdict verdict = Judged(formula, claim, () => Judge.Of(formula, claim, context));
                verdict = Kept(verdict, v => prover.Of(formula, claim, v));
                verdict = Kept(verdict, v => diagnosis.Of(formula, claim, v));
                verdicts.Add(Kept(verdict, v => exhibits.Of(formula, claim, v)));
                progress?.Report(new SuiteProgress(verdicts.Count, work.Length, verdicts[^1].Id, verdicts[^1]));
            }
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && IsCancellation(e))
        {
            return new SuiteResult(verdicts, work.Length, Cancelled: true) { Models = exhibits.Models, Maps = exhibits.Maps };
        }

        return new SuiteResult(verdicts, work.Length, Cancelled: false) { Models = exhibits.Models, Maps = exhibits.Maps };
    }

    /// <summary>A numerical failure in one claim leaves that claim undecided and the others as they are.</summary>
    private static Verdict Judged(Formula formula, Claim claim, Func<Verdict> judge)
    {
        try
        {
            return judge();
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

    private static bool IsCancellation(Exception e) =>
        e is OperationCanceledException || (e is AggregateException all && all.Flatten().InnerExceptions.Any(i => i is OperationCanceledException));

    private static Exception? NumericalCause(Exception e) => e switch
    {
        AggregateException all => all.Flatten().InnerExceptions.All(i => NumericalCause(i) is not null) ? all.Flatten().InnerExceptions[0] : null,
        ArithmeticException or BlockTooLargeException => e,
        _ => null,
    };
}
