using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Sweeps;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Store;
using LindbladVerify.Systems.ModelFiles;

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
            long points = opened.About.Wanted;
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(Counts(points, done, failed, $", \"name\": {JsonSerializer.Serialize(opened.About.Name)}"));
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

            OutputPaths.Check([.. files.Select(f => (f.Path, f.Option))], json: false, parsed.GetValue(store));
            using SweepStore opened = SweepStore.OpenRead(parsed.GetValue(store)!);
            var table = new StoreTable(opened);
            foreach ((string? path, _, Action<string, StoreTable, CancellationToken> write) in files)
            {
                if (path is not null)
                {
                    write(path, table, cancellation);
                }
            }

            long missing = opened.About.Wanted - table.Count;
            if (missing > 0)
            {
                StandardError.Say(string.Create(CultureInfo.InvariantCulture, $"{missing} of {opened.About.Wanted} points are not computed yet and were left out."));
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
        command.SetAction((parsed, cancellation) => SweepRunCommand.GoingOn(cancellation, () =>
        {
            (long points, long done, long failed) = LongWork.Do(
                "merging",
                cancellation,
                report => StoreMerger.Merge(parsed.GetValue(target)!, parsed.GetValue(sources)!, (d, all) => report(d, all, string.Empty), cancellation));
            Console.Out.WriteLine(parsed.GetValue(json)
                ? Counts(points, done, failed)
                : string.Create(CultureInfo.InvariantCulture, $"{done} of {points} points, {failed} failed, {points - done} remaining"));
            if (done < points)
            {
                StandardError.Say("points are missing: run the shards that were stopped again, then merge again.");
            }

            return done < points ? ExitCode.Stopped : ExitCode.Success;
        }));
        return command;
    }

    public static Command Plot()
    {
        Argument<string> store = Store();
        var x = new Option<string>("--x") { Description = "Horizontal axis: a swept parameter.", Required = true, HelpName = "NAME" };
        var y = new Option<string?>("--y") { Description = "Vertical axis of a heat map; without it lines are drawn, with error bars where there are standard errors.", HelpName = "NAME" };
        var value = new Option<string>("--value") { Description = "The column to draw.", Required = true, HelpName = "NAME" };
        var magnitude = new Option<bool>("--abs") { Description = "Draw the magnitude of the column." };
        var contours = new Option<string?>("--contours") { Description = "Levels of contours; decades on a logarithmic scale where not given.", HelpName = "a,b,..." };
        var at = new Option<string[]>("--at") { Description = "NAME=VALUE: hold a swept parameter at the value of the grid nearest to this; those that are left get a panel each. May be given again.", DefaultValueFactory = _ => [], HelpName = "NAME=VALUE" };
        var svg = new Option<string?>("--svg") { Description = "The file; standard output where not given." };
        var command = new Command("plot", "Draw a column: a heat map with contours, lines with error bars, or a page of panels.") { store, x, y, value, magnitude, contours, at, svg };
        command.SetAction((parsed, _) =>
        {
            var request = new SweepPlotRequest(
                parsed.GetValue(x)!,
                parsed.GetValue(y),
                parsed.GetValue(value)!,
                parsed.GetValue(magnitude),
                parsed.GetValue(contours)?.Split(',').Select(c => QuantityOption.Read("--contours", c.Trim(), QuantityKind.Any, [])).ToArray(),
                [.. parsed.GetValue(at)!.Select(Assignment)]);
            string? path = parsed.GetValue(svg);
            OutputPaths.Check([(path, svg.Name)], json: false, parsed.GetValue(store));
            using SweepStore opened = SweepStore.OpenRead(parsed.GetValue(store)!);
            Figure figure = SweepFigures.Of("sweep", new StoreTable(opened), opened.About.Name, request);
            AtomicFile.WriteText(path ?? SpecialFile.StandardOutputName, writer => writer.Write(FigureSvg.Document(figure)));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>How far a sweep is, as JSON.</summary>
    /// <param name="points">Points of the sweep or the shard.</param>
    /// <param name="done">Of these, how many are stored.</param>
    /// <param name="failed">Stored points that failed.</param>
    /// <param name="more">Further members, each with a comma before it.</param>
    public static string Counts(long points, long done, long failed, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"points": {{points}}, "done": {{done}}, "failed": {{failed}}, "remaining": {{points - done}}{{more}}}""");

    public static Argument<string> Store() => new("store") { Description = "Store of a sweep.", HelpName = "STORE.sqlite" };

    private static (string Name, double Value) Assignment(string text)
    {
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 ? (parts[0], QuantityOption.Read($"--at {parts[0]}", parts[1], QuantityKind.Any, [])) : throw new InputException($"--at must be NAME=VALUE, not '{text}'.");
    }

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
