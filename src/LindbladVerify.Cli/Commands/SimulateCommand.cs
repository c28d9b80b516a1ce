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
        var svg = new Option<string?>("--svg") { Description = "Write a figure." };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("simulate", "Solve a model file: expectation values over time, averaged over its noises.")
        {
            file, method, explain, set, trajectories, seed, threads, tolerance, noReduction, backend, csv, npz, svg, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            (string? Path, string Option, Action<string, SimulationReport> Write)[] files =
            [
                (parsed.GetValue(csv), csv.Name, SimulationFiles.WriteCsv), (parsed.GetValue(npz), npz.Name, SimulationFiles.WriteNpz), (parsed.GetValue(svg), svg.Name, SimulationFiles.WriteSvg),
            ];
            bool printsFile = OutputPaths.Check([.. files.Select(f => (f.Path, f.Option))], parsed.GetValue(json), parsed.GetValue(file));
            LoadedModel loaded = LongWork.Do("reading the model", cancellation, () => Load(parsed.GetValue(file)!, parsed.GetValue(set) ?? []));
            IDenseKernels kernels = new CancellableKernels(KernelChoice.Of(parsed.GetValue(backend)), cancellation);
            var run = new SimulationRun(
                loaded,
                new PropagationOptions { Kernels = kernels, Tolerance = parsed.GetValue(tolerance), Reduce = !parsed.GetValue(noReduction) },
                new EnsembleOptions { Kernels = kernels, Trajectories = parsed.GetValue(trajectories) ?? FewTrajectories, Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) });
            if (parsed.GetValue(explain))
            {
                Print(Guard(() => run.Explain(Known(parsed.GetValue(method)!))), parsed.GetValue(json));
                return Task.FromResult(ExitCode.Success);
            }

            string chosen = Known(parsed.GetValue(method)!);
            SimulationReport report = Guard(() => SamplingMethod.Named(chosen) is { } sampler ? run.Sample(sampler, cancellation) : run.Solve(PropagationMethod.Named(chosen)!, cancellation));
            Exception[] failures = [.. files.Select(f => Failure(report, f.Path, f.Write)).OfType<Exception>()];
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

    private static LoadedModel Load(string path, string[] settings)
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

        ModelFile file = ModelFileReader.Open(path);
        string? unknown = overrides.Keys.FirstOrDefault(name => !file.ParameterNames.Contains(name, StringComparer.Ordinal));
        return unknown is null
            ? file.Bind(overrides)
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
