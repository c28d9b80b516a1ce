using System.CommandLine;
using LindbladVerify.Cli.Options;
using LindbladVerify.Reporting.Figures;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Paper;

namespace LindbladVerify.Cli.Commands;

/// <summary>The hyperpolarization resurgence experiment: curves, times, facts, and single nuclei beside the continuum.</summary>
internal static class HypresCommand
{
    /// <summary>Rate of the DNP source in the figure's family of curves with microwaves on, 1/s, where the model has none.</summary>
    private const double FamilyDnpRate = 2e-3;

    private static readonly double[] FamilyPolarizations = [0.5, 0.7, 0.9, 0.97, 0.99, DiffusionFamily.ThermalPolarization];

    public static Command Create()
    {
        var file = new Argument<string?>("model") { Description = "Model file (YAML) with any of the settings; options win over it.", Arity = ArgumentArity.ZeroOrOne };
        (Option<string?> Option, string Key)[] numbers = [.. HypResSetting.All.Select(s => (new Option<string?>(s.Option) { Description = s.Unit is "1" ? s.Meaning : $"{s.Meaning} [{s.Unit}]", HelpName = s.Unit is "1" ? "number" : "number [unit]" }, s.Key))];
        var conventions = new Option<string?>("--conventions") { Description = "What turns nanometres into couplings; default S1-dipolar-hertz, which evens out in some 10³ s." };
        var noise = new Option<string?>("--noise") { Description = "Electron noise; default electron-telegraph." };
        var method = new Option<string?>("--method") { Description = $"Rate: {string.Join(", ", RateSurvey.DeterministicMethods)}; default golden-rule." };
        Option<double> duration = NumberOptions.Between("--duration", "Length of the curve [s].", 0, double.PositiveInfinity, 1e4);
        Option<int> spheres = NumberOptions.Whole("--spheres", "Spheres of single nuclei to compare with the continuum, with some 115 nuclei each; 0 for none.", 0, 1000, 0);
        var facts = new Option<bool>("--facts") { Description = "Check the facts of Fig. 2; exit code 1 if one fails." };
        var folder = new Option<string?>("--out") { Description = "Folder for figures (SVG) and numbers (CSV); none are written without it." };
        Option<ulong> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("hypres", "Polarization of hidden spins surging onto visible ones, with D(r; P) from any rate model.") { file, conventions, noise, method, duration, spheres, facts, folder, seed, json };
        foreach ((Option<string?> option, _) in numbers)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            HypResModel model = LongWork.Do("reading the model", cancellation, () => Model(parsed, file, [(conventions, "conventions"), (noise, "noise"), (method, "method"), .. numbers]));
            var request = new Request(model, parsed.GetValue(duration), parsed.GetValue(spheres), parsed.GetValue(facts), parsed.GetValue(folder), parsed.GetValue(seed), parsed.GetValue(json));
            if (request.Folder is not null)
            {
                OutputPaths.RequireFolder(request.Folder);
            }

            return Task.FromResult(Run(request, cancellation));
        });
        return command;
    }

    private static int Run(Request request, CancellationToken cancellation)
    {
        try
        {
            (HypResRun run, ExchangeSummary summary, IReadOnlyList<HypResFact> facts, ExchangeComparison? comparison, Figure[] figures) = LongWork.Do("solving", cancellation, () => Compute(request, cancellation));
            var files = new List<string>();
            Exception? failure = OutputPaths.Try(() =>
            {
                foreach (Figure figure in figures)
                {
                    (string svg, string csv) = FigureFiles.Write(figure, request.Folder!);
                    files.AddRange([svg, csv]);
                }
            });
            if (request.Json)
            {
                HypresOutput.WriteJson(run, summary, facts, comparison, files);
            }
            else
            {
                HypresOutput.WriteText(run, summary, facts, comparison, files);
            }

            return failure is not null ? throw failure : facts.All(f => f.Holds) ? ExitCode.Success : ExitCode.VerdictDiffers;
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputException.Reason(e));
        }
    }

    private static (HypResRun Run, ExchangeSummary Summary, IReadOnlyList<HypResFact> Facts, ExchangeComparison? Comparison, Figure[] Figures) Compute(Request request, CancellationToken cancellation)
    {
        HypResRun run = HypResRun.Compute(request.Model, request.Duration, cancellation: cancellation);
        ExchangeSummary summary = ExchangeSummary.Of(request.Model, cancellation);
        IReadOnlyList<HypResFact> facts = request.Facts ? HypResFacts.Check(request.Model, cancellation) : [];
        ExchangeComparison? comparison = request.Spheres > 0 ? ExchangeComparison.Compute(request.Model, request.Spheres, seed: request.Seed, cancellation: cancellation) : null;
        return (run, summary, facts, comparison, request.Folder is null ? [] : [.. Figures(request, run, comparison, cancellation)]);
    }

    private static IEnumerable<Figure> Figures(Request request, HypResRun run, ExchangeComparison? comparison, CancellationToken cancellation)
    {
        HypResModel off = request.Model with { Polarization = DiffusionFamily.ThermalPolarization, DnpRate = 0 };
        HypResRun[] preparations = [.. new[] { 1, -1 }.Select(sign => HypResRun.Compute(off with { Prepared = sign * Math.Abs(off.Prepared) }, request.Duration, cancellation: cancellation))];
        double rate = request.Model.DnpRate > 0 ? request.Model.DnpRate : FamilyDnpRate;
        HypResRun[] family = [.. FamilyPolarizations.Select(p => HypResRun.Compute(request.Model with { Polarization = p, DnpRate = rate, Prepared = Math.Abs(off.Prepared) }, request.Duration / 20, cancellation: cancellation))];
        yield return HypResFigures.Curves(preparations, family);
        yield return HypResFigures.Single(run);
        if (comparison is not null)
        {
            yield return HypResFigures.Exchange(comparison);
        }
    }

    private static HypResModel Model(ParseResult parsed, Argument<string?> file, (Option<string?> Option, string Key)[] settings)
    {
        HypResModel model = new() { Conventions = Formulas.Geometry.ConventionSets.DipolarInHertz };
        try
        {
            if (parsed.GetValue(file) is { } path)
            {
                model = HypResFile.Read(FileNode.Open(path, "HypRes model file"), model);
            }

            foreach ((Option<string?> option, string key) in settings)
            {
                model = parsed.GetValue(option) is { } value ? HypResFile.With(model, key, value) : model;
            }

            return model;
        }
        catch (FormatException e)
        {
            throw new InputException(e.Message);
        }
    }

    private sealed record Request(HypResModel Model, double Duration, int Spheres, bool Facts, string? Folder, ulong Seed, bool Json);
}
