using System.CommandLine;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.Ensembles;
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
    private const string MonteCarlo = "monte-carlo";
    private const string Jumps = "quantum-jumps";

    /// <summary>Trajectories where nothing is said.</summary>
    private const long FewTrajectories = 4096;

    /// <summary>Above this number of noise modes the exact average is not tried.</summary>
    private const double MostModes = 1e5;

    private static readonly Dictionary<string, PropagationMethod> Methods = new(StringComparer.Ordinal)
    {
        ["auto"] = PropagationMethod.Auto,
        ["dense"] = PropagationMethod.Dense,
        ["krylov"] = PropagationMethod.Krylov,
        ["runge-kutta"] = PropagationMethod.RungeKutta,
    };

    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "Model file (YAML)." };
        var method = new Option<string>("--method") { Description = "auto, dense, krylov, runge-kutta, monte-carlo (noise realisations; quantum jumps where there is no noise or the density matrix does not fit) or quantum-jumps.", DefaultValueFactory = _ => "auto" };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE in place of a parameter of the file; may be repeated.", AllowMultipleArgumentsPerToken = false };
        Option<long?> trajectories = NumberOptions.Trajectories($"Trajectories for monte-carlo and quantum-jumps, from 2; {FewTrajectories} where not given.");
        Option<double> tolerance = NumberOptions.Between("--tolerance", "Allowed error of a value, relative to the largest it could have.", 0, 1, 1e-10);
        var noReduction = new Option<bool>("--no-reduction") { Description = "Solve the whole of Liouville space, to check the reduction." };
        var csv = new Option<string?>("--csv") { Description = "Write the values as a table." };
        var npz = new Option<string?>("--npz") { Description = "Write the values as arrays for NumPy." };
        var svg = new Option<string?>("--svg") { Description = "Write a figure." };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<Backend> backend = CommonOptions.BackendChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("simulate", "Solve a model file: expectation values over time, averaged over its noises.")
        {
            file, method, set, trajectories, seed, threads, tolerance, noReduction, backend, csv, npz, svg, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            (string? Path, string Option, Action<string, SimulationReport> Write)[] files =
            [
                (parsed.GetValue(csv), csv.Name, SimulationFiles.WriteCsv), (parsed.GetValue(npz), npz.Name, SimulationFiles.WriteNpz), (parsed.GetValue(svg), svg.Name, SimulationFiles.WriteSvg),
            ];
            bool printsFile = OutputPaths.Check([.. files.Select(f => (f.Path, f.Option))], parsed.GetValue(json));
            LoadedModel loaded = LongWork.Do("reading the model", cancellation, () => Load(parsed.GetValue(file)!, parsed.GetValue(set) ?? []));
            IDenseKernels kernels = new CancellableKernels(KernelChoice.Of(parsed.GetValue(backend)), cancellation);
            var run = new SimulationRun(
                loaded,
                new PropagationOptions { Kernels = kernels, Tolerance = parsed.GetValue(tolerance), Reduce = !parsed.GetValue(noReduction) },
                new EnsembleOptions { Kernels = kernels, Trajectories = parsed.GetValue(trajectories) ?? FewTrajectories, Seed = parsed.GetValue(seed), Threads = parsed.GetValue(threads) });
            SimulationReport report = Report(run, parsed.GetValue(method)!, cancellation);
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

    private static SimulationReport Report(SimulationRun run, string method, CancellationToken cancellation)
    {
        if (string.Equals(method, MonteCarlo, StringComparison.Ordinal))
        {
            return Guard(() => run.Sample(cancellation));
        }

        if (string.Equals(method, Jumps, StringComparison.Ordinal))
        {
            return Guard(() => run.Jump(cancellation));
        }

        if (!Methods.TryGetValue(method, out PropagationMethod chosen))
        {
            throw new InputException($"--method must be {string.Join(", ", Methods.Keys)}, {MonteCarlo} or {Jumps}, not '{method}'.");
        }

        return Guard(() => chosen == PropagationMethod.Auto && run.CanSample ? ExactIfItFits(run, cancellation) : run.Solve(chosen, cancellation));
    }

    private static SimulationReport ExactIfItFits(SimulationRun run, CancellationToken cancellation)
    {
        if (run.ModeCount > MostModes && !run.HasClosedForm)
        {
            return run.Sample(cancellation);
        }

        try
        {
            return run.Solve(PropagationMethod.Auto, cancellation);
        }
        catch (Exception e) when (e is InsufficientMemoryForPropagationException or SizeException)
        {
            Console.Error.WriteLine($"lindblad-verify: {e.Message} It is sampled instead.");
            return run.Sample(cancellation);
        }
    }

    /// <summary>What a method cannot do with this model is the user's to change; trajectories without end are refused for their size.</summary>
    private static SimulationReport Guard(Func<SimulationReport> work)
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

    /// <summary>Writes a file if one is wanted; what goes wrong is kept until the result has been shown.</summary>
    private static Exception? Failure(SimulationReport report, string? path, Action<string, SimulationReport> write)
    {
        return path is null ? null : OutputPaths.Try(() => write(path, report));
    }
}
