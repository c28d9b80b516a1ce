using System.Diagnostics;
using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Scoring;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.JudgeTrials.Running;

/// <summary>Judges trials as <c>verify</c> would judge their files, without noise trajectories, and takes the time.</summary>
/// <param name="folder">Where the model files are.</param>
public sealed class TrialRunner(TrialFolder folder)
{
    /// <summary>A claim must have its verdict by then.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static JudgingSettings Settings { get; } = new() { MonteCarlo = false, Threads = 1 };

    /// <summary>Judges all, several at a time.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="threads">How many at a time.</param>
    /// <param name="told">Told after each one.</param>
    /// <returns>The results in the order of the trials.</returns>
    public IReadOnlyList<TrialResult> JudgeAll(IReadOnlyList<Trial> trials, int threads, Action<TrialResult>? told = null)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var results = new TrialResult[trials.Count];
        Parallel.For(0, trials.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
        {
            results[k] = JudgeOne(trials[k]);
            told?.Invoke(results[k]);
        });
        return results;
    }

    /// <summary>Judges one.</summary>
    public TrialResult JudgeOne(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var watch = Stopwatch.StartNew();
        try
        {
            using var patience = new CancellationTokenSource(Limit);
            FileFormula formula = FormulaFileReader.ReadText(trial.Text, trial.File, folder.Path);
            SuiteResult suite = SuiteRunner.Run([formula], DenseKernels.Managed, Settings, progress: null, patience.Token);
            double seconds = watch.Elapsed.TotalSeconds;
            if (suite.Verdicts is not [Verdict verdict])
            {
                return new TrialResult(trial, Outcome.TooSlow, Verdict: null, Order: null, "No verdict in time.", seconds);
            }

            Outcome outcome = seconds > Limit.TotalSeconds ? Outcome.TooSlow : trial.Truth.Score(verdict);
            return new TrialResult(trial, outcome, verdict.Kind, verdict.Order?.Value, verdict.Reason, seconds);
        }
        catch (Exception e) when (e is ModelFileException or ArgumentException or ArithmeticException or InvalidOperationException or AggregateException or KeyNotFoundException or IndexOutOfRangeException or NotSupportedException)
        {
            // Whatever ends a judgement without a verdict is a result about the judge.
            return new TrialResult(trial, Outcome.Failed, Verdict: null, Order: null, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}", watch.Elapsed.TotalSeconds);
        }
    }
}
