using System.CommandLine;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Reporting.Terminal;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Cli.Commands;

/// <summary>Any model file over time.</summary>
internal static class SimulateCommand
{
    /// <summary>Trajectories where nothing is said.</summary>
    private const long FewTrajectories = 4096;

    /// <summary>Every name that --method takes.</summary>
    private static readonly string[] Names = [PropagationMethod.Auto.Name, .. PropagationMethod.All.Select(m => m.Name), .. SamplingMethod.All.Select(m => m.Name)];

    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "Model file (YAML)." };
        var method = new Option<string>("--method") { Description = $"{string.Join(", ", Names.SkipLast(1))} or {Names[^1]}; --explain and doctor say what they are.", DefaultValueFactory = _ => "auto" };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE in place of a parameter of the file; may be repeated.", AllowMultipleArgumentsPerToken = false };
        Option<long?> trajectories = NumberOptions.Trajectories($"Trajectories for monte-carlo and quantum-jumps, from 2; {FewTrajectories} where not given.");
        Option<double> tolerance = NumberOptions.Between("--tolerance", "Allowed error of a value, relative to the largest it could have.", 0, 1, 1e-10);
        var noReduction = new Option<bool>("--no-reduction") { Description = "Solve the whole of Liouville space, to check the reduction." };
        var explain = new Option<bool>("--explain") { Description = "Solve nothing: show every method with whether it applies and why not, what it would cost, how accurate it can be, and which is taken." };
        var csv = new Option<string?>("--csv") { Description = "Write the values as a table." };
        var npz = new Option<string?>("--npz") { Description = "Write the values as arrays for NumPy." };
        var states = new Option<string?>("--states") { Description = "Write the density matrices at the output times for NumPy: rho [times, d, d], in the basis of the model's sites." };
        var svg = new Option<string?>("--svg") { Description = "Write a figure." };
        var spectrum = new Option<string?>("--spectrum") { Description = "FROM:TO:POINTS in rad/s, or nothing for where the lines are: the line shape Re ∫(o(t) - o(∞)) exp(-iωt) dt in place of the course.", Arity = ArgumentArity.ZeroOrOne };
        var density = new Option<string?>("--spectral-density") { Description = "FROM:TO:POINTS in rad/s, or nothing for where the lines are: ∫exp(iωt) <δo(t) δo(0)> dt over all t, in the steady state.", Arity = ArgumentArity.ZeroOrOne };
        var correlation = new Option<string?>("--correlation") { Description = "FROM:TO:POINTS in s: <δo(t+τ) δo(t)> over τ, in the steady state or with --since." };
        var since = new Option<string?>("--since") { Description = "With --correlation: the time t after the initial state, in place of the steady state." };
        var periodAverage = new Option<bool>("--period-average") { Description = "The mean over one period of the cosine drives from each output time on, in place of the value there." };
        Option<int?> stroboscopic = NumberOptions.WholeOrNone("--stroboscopic", "Values at the beginning and after each of so many periods of the cosine drives or cycles of the sequence, in place of the file's times.", 1, 1_000_000);
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("simulate", "Solve a model file: expectation values over time, averaged over its noises.")
        {
            file, method, explain, set, trajectories, seed, threads, tolerance, noReduction, spectrum, density, correlation, since, periodAverage, stroboscopic, backend, csv, npz, svg, states, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            (string? Path, string Option, Action<string, SimulationReport> Write)[] files =
            [
                (parsed.GetValue(csv), csv.Name, SimulationFiles.WriteCsv), (parsed.GetValue(npz), npz.Name, SimulationFiles.WriteNpz), (parsed.GetValue(svg), svg.Name, SimulationFiles.WriteSvg), (parsed.GetValue(states), states.Name, StateOutput.Write),
            ];
            bool printsFile = OutputPaths.Check([.. files.Select(f => (f.Path, f.Option))], parsed.GetValue(json), parsed.GetValue(file));
            bool hasStates = parsed.GetValue(states) is not null;
            LoadedModel Observed(LoadedModel model) => Guard(() => StroboscopicTimes.Of(hasStates ? StateOutput.Observing(model) : model, parsed.GetValue(stroboscopic)));
            string? whole = new Option[] { noReduction, spectrum, density, correlation, periodAverage, stroboscopic, states }.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false })?.Name;
            (ModelFile model, Dictionary<string, double> overrides, LoadedModel? bound, SymmetricModel? symmetric) = LongWork.Do("reading the model", cancellation, () =>
            {
                (ModelFile read, Dictionary<string, double> values) = Load(parsed.GetValue(file)!, parsed.GetValue(set) ?? []);
                SymmetricModel? many = SymmetricRun.Find(read, values, SamplingMethod.Named(parsed.GetValue(method)!)?.Name ?? whole);
                return (read, values, many is null ? Observed(First(read, values)) : null, many);
            });
            IDenseKernels kernels = new CancellableKernels(KernelChoice.Of(parsed.GetValue(backend)), cancellation);
            var propagation = new PropagationOptions { Kernels = kernels, Tolerance = parsed.GetValue(tolerance), Reduce = !parsed.GetValue(noReduction) };
            SimulationRun RunOf(LoadedModel one) => new(
                one,
                propagation,
                new EnsembleOptions { Kernels = kernels, Trajectories = parsed.GetValue(trajectories) ?? FewTrajectories, Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) });
            string chosen = Known(parsed.GetValue(method)!);
            if (parsed.GetValue(explain))
            {
                Print(Guard(() => symmetric is null ? RunOf(bound!).Explain(chosen) : SymmetricRun.Explain(symmetric, PropagationMethod.Named(chosen)!, propagation)), parsed.GetValue(json));
                return Task.FromResult(ExitCode.Success);
            }

            string? Grid(Option<string?> option) => parsed.GetResult(option) is null ? null : parsed.GetValue(option) ?? string.Empty;
            var notes = new List<string>();
            Func<SpectrumRun, SimulationReport>? over = Over(
                (spectrum.Name, Grid(spectrum)), (density.Name, Grid(density)), (correlation.Name, parsed.GetValue(correlation)), (since.Name, parsed.GetValue(since)), parsed.GetValue(periodAverage) ? periodAverage.Name : null, chosen, notes, cancellation);
            if (over is not null && hasStates)
            {
                throw new InputException($"{states.Name} writes states over time, not over frequencies, delays or periods.");
            }

            if (model.IsAverage && (Grid(spectrum) is { Length: 0 } || Grid(density) is { Length: 0 }))
            {
                throw new InputException("the members of an 'average' have lines at frequencies of their own; give FROM:TO:POINTS.");
            }

            SimulationReport OverOf(LoadedModel one) => over!(new SpectrumRun(one with { Notes = [.. one.Notes, .. notes] }, kernels, parsed.GetValue(tolerance)));

            SimulationReport report = over is not null
                ? Guard(() => LongWork.Do("solving", cancellation, () => model.IsAverage ? AveragedRun.Solve(model, overrides, parsed.GetValue(tolerance), one => OverOf(Observed(one)), cancellation) : OverOf(bound!)))
                : Guard(() =>
                    symmetric is not null ? SymmetricRun.Solve(symmetric, PropagationMethod.Named(chosen)!, propagation, cancellation)
                    : model.IsAverage ? Averaged(model, overrides, chosen, parsed.GetValue(tolerance), (one, method) => RunOf(Observed(one)).Exact(method, cancellation), cancellation)
                    : SamplingMethod.Named(chosen) is { } sampler ? RunOf(bound!).Sample(sampler, cancellation)
                    : RunOf(bound!).Solve(PropagationMethod.Named(chosen)!, cancellation));
            Exception[] failures = [.. files.Select(f => Failure(hasStates && !string.Equals(f.Option, states.Name, StringComparison.Ordinal) ? StateOutput.Without(report) : report, f.Path, f.Write)).OfType<Exception>()];
            report = hasStates ? StateOutput.Without(report) : report;
            if (!printsFile)
            {
                Print(report, parsed.GetValue(json));
            }

            if (failures.Length > 0)
            {
                throw failures[0];
            }

            if (!report.ToleranceReached)
            {
                StandardError.Say("the tolerance was not reached; the numerical error stated with the result is what could be had.");
            }

            return Task.FromResult(report.Cancelled ? ExitCode.Cancelled : report.ToleranceReached ? ExitCode.Success : ExitCode.Inconclusive);
        });
        return command;
    }

    /// <summary>The model, or that at the first point of its distributions.</summary>
    private static LoadedModel First(ModelFile model, Dictionary<string, double> overrides) => model.IsAverage
        ? model.BindAt(overrides, model.AveragePoints(overrides, 0)?[0] ?? throw new SizeException($"average needs more than {AverageSection.MostPoints} points."))
        : model.Bind(overrides);

    private static SimulationReport Averaged(ModelFile model, Dictionary<string, double> overrides, string method, double tolerance, Func<LoadedModel, PropagationMethod, SimulationReport> solve, CancellationToken cancellation) =>
        SamplingMethod.Named(method) is { } sampler
            ? throw new InputException($"{sampler.Name} does not apply: a mean over static distributions is taken of solutions, not of trajectories; choose another method.")
            : AveragedRun.Solve(model, overrides, tolerance, one => solve(one, PropagationMethod.Named(method)!), cancellation);

    /// <summary>What is wanted over frequencies, delays or periods; null for the course over time.</summary>
    private static Func<SpectrumRun, SimulationReport>? Over(
        (string Name, string? Text) lines, (string Name, string? Text) densities, (string Name, string? Text) correlations, (string Name, string? Text) since, string? periods, string method, List<string> notes, CancellationToken cancellation)
    {
        string[] given = [.. new[] { lines, densities, correlations, (Name: periods ?? string.Empty, Text: periods) }.Where(o => o.Text is not null).Select(o => o.Name)];
        if (given.Length > 1)
        {
            throw new InputException($"{given[0]} and {given[1]} are two different results; give one of them.");
        }

        if (given is [var wanted] && !string.Equals(method, PropagationMethod.Auto.Name, StringComparison.Ordinal))
        {
            throw new InputException($"--method {method} does not go with {wanted}, which is solved without stepping through time; leave --method out.");
        }

        if (since.Text is not null && correlations.Text is null)
        {
            throw new InputException($"{since.Name} belongs to {correlations.Name}.");
        }

        if (lines.Text is { } line)
        {
            double[]? grid = line.Length == 0 ? null : SpectrumRun.Grid(lines.Name, line, QuantityKind.AngularFrequency, notes);
            return run => run.Lines(grid ?? run.AroundLines(), cancellation);
        }

        if (densities.Text is { } spectral)
        {
            double[]? grid = spectral.Length == 0 ? null : SpectrumRun.Grid(densities.Name, spectral, QuantityKind.AngularFrequency, notes);
            return run => run.Densities(grid ?? run.AroundLines(), cancellation);
        }

        if (correlations.Text is { } delays)
        {
            double[] grid = SpectrumRun.Grid(correlations.Name, delays, QuantityKind.Time, notes);
            if (grid[0] < 0)
            {
                throw new InputException($"{correlations.Name}: delays start at 0 or later, not at {grid[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture)}.");
            }

            double? start = since.Text is { } text ? QuantityOption.Read(since.Name, text, QuantityKind.Time, notes) : null;
            return run => run.Correlations(grid, start, cancellation);
        }

        return periods is null ? null : run => run.PeriodAverages(cancellation);
    }

    private static string Known(string method) => Names.Contains(method, StringComparer.Ordinal)
        ? method
        : throw new InputException($"--method must be {string.Join(", ", Names.SkipLast(1))} or {Names[^1]}, not '{method}'.");

    /// <summary>What a method cannot do with this model is the user's to change; trajectories without end are refused for their size.</summary>
    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputException.Reason(e));
        }
        catch (InsufficientMemoryForPropagationException e)
        {
            throw new SizeException(e.Message);
        }
        catch (InvalidOperationException e) when (e is not BlockTooLargeException && Cli.Failure.IsOurs(e))
        {
            throw new SizeException(e.Message);
        }
    }

    private static (ModelFile File, Dictionary<string, double> Overrides) Load(string path, string[] settings)
    {
        var overrides = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length != 2)
            {
                throw new InputException($"--set must be NAME=VALUE, not '{setting}'.");
            }

            overrides[parts[0]] = QuantityOption.Read($"--set {parts[0]}", parts[1], QuantityKind.Any, []);
        }

        ModelFile file = ModelFileReader.OpenAnySize(path);
        string? unknown = overrides.Keys.FirstOrDefault(name => !file.ParameterNames.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? (file, overrides)
            : throw new InputException($"--set: the model has no parameter '{unknown}'; it has {(file.ParameterNames.Count == 0 ? "none" : string.Join(", ", file.ParameterNames))}.");
    }

    private static void Print(SimulationReport report, bool json)
    {
        if (json)
        {
            StandardOutput.Write(stream => SimulationJson.Write(stream, report));
        }
        else
        {
            SimulationTable.Write(Terminals.Output(), report);
        }
    }

    private static void Print(SimulationPlan plan, bool json)
    {
        if (json)
        {
            StandardOutput.Write(plan.Write);
        }
        else
        {
            SimulationPlanTable.Write(Terminals.Output(), plan);
        }
    }

    /// <summary>Writes a file if one is wanted; what goes wrong is kept until the result has been shown.</summary>
    private static Exception? Failure(SimulationReport report, string? path, Action<string, SimulationReport> write)
    {
        return path is null ? null : OutputPaths.Try(() => write(path, report));
    }
}
