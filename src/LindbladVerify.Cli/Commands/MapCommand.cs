using System.CommandLine;
using System.Diagnostics;
using LindbladVerify.Cli.Options;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Report;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Cli.Commands;

/// <summary>Where a formula holds: a heat map of its relative error over two axes.</summary>
internal static class MapCommand
{
    private const int MostPoints = 2000;

    public static Command Create()
    {
        var formula = new Argument<string>("formula") { Description = "Formula id, for example eq11, or a formula file.", HelpName = "FORMULA|FILE.yaml" };
        var x = new Option<string?>("--x") { Description = "Horizontal axis: a parameter, or a product and quotient of parameters of which the first changes; Gc/Delta for pairs unless given." };
        var y = new Option<string?>("--y") { Description = "Vertical axis; P for pairs unless given." };
        var xRange = new Option<string?>("--x-range") { Description = "Ends of the horizontal axis, for example 0.01..100; default all that the formula's domain allows.", HelpName = "a..b" };
        var yRange = new Option<string?>("--y-range") { Description = "Ends of the vertical axis.", HelpName = "a..b" };
        var noise = new Option<string?>("--noise") { Description = "Noise of the reference of a flip-flop rate; that of a formula file, else electron-telegraph, unless given." };
        var method = new Option<string?>("--reference") { Description = "golden-rule (leading order in D) or exact (all orders) for a flip-flop rate; that of a formula file, else golden-rule, unless given.", HelpName = "golden-rule|exact" };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE of a parameter that no axis changes; may be given again.", DefaultValueFactory = _ => [], HelpName = "NAME=VALUE" };
        Option<int> points = NumberOptions.Whole("--points", $"Points on each axis, from 2 to {MostPoints}.", 2, MostPoints, 200);
        var folder = new Option<string>("--out") { Description = "Folder for the SVG and the CSV.", DefaultValueFactory = _ => "." };
        var name = new Option<string?>("--name") { Description = "Name of the two files without ending; default FORMULA.map." };
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("map", "Draw where a formula holds: its relative error over two parameters or ratios of them, with the paper's operating points.")
        {
            formula, x, y, xRange, yRange, noise, method, set, points, folder, name, threads, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            int count = parsed.GetValue(points);
            Formula chosen = LongWork.Do("reading the formula", cancellation, () => FormulaSelection.One(parsed.GetValue(formula)!));
            var notes = new List<string>();
            ParameterPoint held = MapRequest.Held(chosen, parsed.GetValue(set)!, notes);
            IReadOnlyList<string> axes = parsed.GetValue(x) is { } first && parsed.GetValue(y) is { } second ? [first, second] : MapRequest.DefaultAxes(chosen);
            MapAxis across = MapRequest.Axis("--x", parsed.GetValue(x) ?? axes[0], parsed.GetValue(xRange), chosen, held, count);
            MapAxis up = MapRequest.Axis("--y", parsed.GetValue(y) ?? axes[1], parsed.GetValue(yRange), chosen, held, count);
            Reference reference = MapRequest.Reference(chosen, parsed.GetValue(noise), parsed.GetValue(method));

            string fileName = parsed.GetValue(name) ?? chosen.Id + ".map";
            RequireName(fileName);
            OutputPaths.RequireFolder(parsed.GetValue(folder)!);
            string[] endings = [".svg", ".csv"];
            OutputPaths.Check([.. endings.Select(e => ((string?)Path.Combine(parsed.GetValue(folder)!, fileName + e), "--name"))], json: false, FormulaSelection.FileOf(parsed.GetValue(formula)!));

            var clock = Stopwatch.StartNew();
            ValidityMap map = LongWork.Do(
                "mapping",
                cancellation,
                () => Compute(new ValidityMapper(new ReferenceLibrary(DenseKernels.Managed, [chosen], cancellation), parsed.GetValue(threads)), chosen, reference, across, up, held, cancellation));
            TimeSpan elapsed = clock.Elapsed;
            string[] files = [];
            Exception? failure = OutputPaths.Try(() => files = Files(FigureFiles.Write(MapFigures.Of(fileName, [map]), parsed.GetValue(folder)!)));
            if (parsed.GetValue(json))
            {
                StandardOutput.Write(stream => MapJson.Write(stream, map, elapsed, files, notes));
            }
            else
            {
                MapTable.Write(Terminals.Output(), map, elapsed, files, notes);
            }

            return Task.FromResult(failure is null ? ExitCode.Success : throw failure);
        });
        return command;
    }

    private static ValidityMap Compute(ValidityMapper mapper, Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, CancellationToken cancellation)
    {
        ValidityMap map;
        try
        {
            map = mapper.Map(formula, reference, x, y, held, cancellation);
        }
        catch (AggregateException e) when (e.InnerException is ArgumentException inner)
        {
            throw new InputException(InputException.Reason(inner));
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputException.Reason(e));
        }

        return double.IsNaN(map.ShareWithin(double.PositiveInfinity))
            ? throw new InputException($"Formula {formula.Id} and {reference} exist together at no point of the map; the parameters held are {held}.")
            : map;
    }

    private static string[] Files((string Svg, string Csv) written) => [written.Svg, written.Csv];

    private static void RequireName(string name)
    {
        if (!Figure.IsId(name))
        {
            throw new InputException($"--name '{name}': allowed are 1 to {Figure.LongestId} letters, digits, '.', '-' and '_', beginning with a letter or digit.");
        }
    }
}
