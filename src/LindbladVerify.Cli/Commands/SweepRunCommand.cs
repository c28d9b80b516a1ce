using System.CommandLine;
using System.Globalization;
using LindbladVerify.Cli.Options;
using LindbladVerify.Sweeps;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Cli.Commands;

/// <summary>Computes what is missing of a sweep.</summary>
internal static class SweepRunCommand
{
    /// <summary>Points beyond which a run must be wanted by name.</summary>
    private const long ManyPoints = 100_000_000;

    public static Command Create()
    {
        Argument<string> file = SweepFile();
        var store = new Option<string>("--store") { Description = "SQLite file that takes the results; a run that was stopped goes on with it.", Required = true, HelpName = "FILE.sqlite" };
        var shard = new Option<string?>("--shard") { Description = "Compute one of n equal parts only, i from 1 to n.", HelpName = "i/n" };
        var retry = new Option<bool>("--retry-failed") { Description = "Compute the points that failed once more, and nothing else." };
        Option<bool> yes = Yes();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("run", "Compute the points that the store lacks.") { file, store, shard, retry, yes, threads, json };
        command.SetAction((parsed, cancellation) => GoingOn(cancellation, () =>
        {
            Sweep sweep = Open(parsed.GetValue(file)!, parsed.GetValue(yes), cancellation);
            foreach (string note in sweep.Notes)
            {
                StandardError.Say($"{note}.");
            }

            RunOutcome outcome;
            using (var progress = new ProgressTeller("sweeping"))
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();
                var options = new RunOptions
                {
                    Shard = Part(parsed.GetValue(shard)),
                    Threads = parsed.GetValue(threads),
                    RetryFailed = parsed.GetValue(retry),
                    Progress = (done, total) => progress.Report(done, total, string.Create(CultureInfo.InvariantCulture, $"{done / clock.Elapsed.TotalSeconds:G3} points/s")),
                };
                outcome = SweepRunner.Run(sweep, parsed.GetValue(store)!, options, cancellation);
            }

            Print(outcome, parsed.GetValue(json));
            if (outcome.IsStopped)
            {
                StandardError.Say("stopped; everything computed is stored, and the same command goes on.");
            }

            return outcome.IsStopped ? ExitCode.Stopped : ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Work that goes on where it was when the same command is given again, also if it is stopped before it has begun to store.</summary>
    public static Task<int> GoingOn(CancellationToken cancellation, Func<int> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            StandardError.Say("stopped; what is stored stays, and the same command goes on.");
            return Task.FromResult(ExitCode.Stopped);
        }
    }

    /// <summary>The argument of commands that read a sweep file.</summary>
    public static Argument<string> SweepFile() => new("sweep") { Description = "Sweep file (YAML).", HelpName = "SWEEP.yaml" };

    /// <summary>The option without which very many points are refused.</summary>
    public static Option<bool> Yes() => new("--yes") { Description = string.Create(CultureInfo.InvariantCulture, $"Run more than {ManyPoints} points.") };

    /// <summary>Reads a sweep file and refuses one that nobody can have meant.</summary>
    public static Sweep Open(string path, bool isMeant, CancellationToken cancellation)
    {
        Sweep sweep = LongWork.Do("reading the sweep", cancellation, () => SweepFileReader.Open(path));
        long points = sweep.Refinement is null ? sweep.Points.Count : sweep.Points.Strides.Select((s, k) => ((sweep.Points.Axes[k].Values.Count - 1L) / s) + 1).Aggregate(1L, (p, n) => p * n);
        return points <= ManyPoints || isMeant
            ? sweep
            : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the sweep has {points} points and would take about {Size((double)points * sweep.BytesPerPoint)} of disk; say --yes if that is meant."));
    }

    private static Shard Part(string? text)
    {
        try
        {
            return text is null ? Shard.Whole : Shard.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InputException($"--shard: {e.Message}.");
        }
    }

    private static void Print(RunOutcome outcome, bool json)
    {
        double rate = outcome.Computed / Math.Max(outcome.Seconds, 1e-9);
        Console.Out.WriteLine(json
            ? SweepStoreCommands.Counts(outcome.Points, outcome.Done, outcome.Failed, string.Create(CultureInfo.InvariantCulture, $", \"computed\": {outcome.Computed}, \"seconds\": {outcome.Seconds:R}, \"pointsPerSecond\": {rate:R}"))
            : string.Create(CultureInfo.InvariantCulture, $"{outcome.Done} of {outcome.Points} points, {outcome.Failed} failed; {outcome.Computed} computed now in {outcome.Seconds:F1} s, {rate:G3} points/s"));
    }

    private static string Size(double bytes) => bytes >= 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:G3} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:G3} MB");
}
