using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Sweeps;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Cli.Commands;

/// <summary>What is done with stores: status, export, merge.</summary>
internal static class SweepStoreCommands
{
    private const int FailuresShown = 10;

    public static Command Status()
    {
        Argument<string> store = Store();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("status", "How far a sweep is, also while it runs.") { store, json };
        command.SetAction((parsed, _) =>
        {
            using SweepStore opened = SweepStore.OpenRead(parsed.GetValue(store)!);
            (long done, long failed) = opened.Count();
            long points = opened.About.Points;
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"points": {{points}}, "done": {{done}}, "failed": {{failed}}, "remaining": {{points - done}}, "name": {{JsonSerializer.Serialize(opened.About.Name)}}}"""));
                return Task.FromResult(ExitCode.Success);
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{OneLine.Of(opened.About.Name)}: {done} of {points} points, {failed} failed, {points - done} remaining"));
            foreach ((string reason, long count) in Reasons(opened))
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count} x {OneLine.Of(reason)}"));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    public static Command Export()
    {
        Argument<string> store = Store();
        var csv = new Option<string?>("--csv") { Description = "Write a table." };
        var parquet = new Option<string?>("--parquet") { Description = "Write Parquet, for pandas, Arrow, Julia and others." };
        var npz = new Option<string?>("--npz") { Description = "Write arrays for NumPy." };
        var command = new Command("export", "Write the points that are computed, with parameters, in the order of the sweep.") { store, csv, parquet, npz };
        command.SetAction((parsed, cancellation) =>
        {
            (string? Path, string Option, Action<string, StoreTable, CancellationToken> Write)[] files =
            [
                (parsed.GetValue(csv), csv.Name, SweepExports.WriteCsv), (parsed.GetValue(parquet), parquet.Name, SweepExports.WriteParquet), (parsed.GetValue(npz), npz.Name, SweepExports.WriteNpz),
            ];
            if (Array.TrueForAll(files, f => f.Path is null))
            {
                throw new InputException("nothing to write: name a file with --csv, --parquet or --npz.");
            }

            OutputPaths.Check([.. files.Select(f => (f.Path, f.Option))], json: false);
            using SweepStore opened = SweepStore.OpenRead(parsed.GetValue(store)!);
            var table = new StoreTable(opened);
            foreach ((string? path, _, Action<string, StoreTable, CancellationToken> write) in files)
            {
                if (path is not null)
                {
                    write(path, table, cancellation);
                }
            }

            long missing = opened.About.Points - table.Count;
            if (missing > 0)
            {
                StandardError.Say(string.Create(CultureInfo.InvariantCulture, $"{missing} of {opened.About.Points} points are not computed yet and were left out."));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    public static Command Merge()
    {
        var target = new Argument<string>("out") { Description = "The store to fill; made where there is none.", HelpName = "OUT.sqlite" };
        var sources = new Argument<string[]>("in") { Description = "Stores of parts of the same sweep.", HelpName = "IN.sqlite", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("merge", "Bring stores of parts of one sweep together.") { target, sources, json };
        command.SetAction((parsed, cancellation) =>
        {
            (long points, long done, long failed) = LongWork.Do(
                "merging",
                cancellation,
                report => StoreMerger.Merge(parsed.GetValue(target)!, parsed.GetValue(sources)!, (d, all) => report(d, all, string.Empty), cancellation));
            Console.Out.WriteLine(parsed.GetValue(json)
                ? string.Create(CultureInfo.InvariantCulture, $$"""{"points": {{points}}, "done": {{done}}, "failed": {{failed}}, "remaining": {{points - done}}}""")
                : string.Create(CultureInfo.InvariantCulture, $"{done} of {points} points, {failed} failed, {points - done} remaining"));
            if (done < points)
            {
                StandardError.Say("points are missing: run the shards that were stopped again, then merge again.");
            }

            return Task.FromResult(done < points ? ExitCode.Stopped : ExitCode.Success);
        });
        return command;
    }

    public static Argument<string> Store() => new("store") { Description = "Store of a sweep.", HelpName = "STORE.sqlite" };

    private static IEnumerable<(string Reason, long Count)> Reasons(SweepStore store)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach ((_, string reason) in store.Failures())
        {
            if (counts.Count < 1000 || counts.ContainsKey(reason))
            {
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
            }
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(FailuresShown).Select(c => (c.Key, c.Value));
    }
}
