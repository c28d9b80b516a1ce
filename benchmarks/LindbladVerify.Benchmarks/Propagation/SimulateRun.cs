using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Benchmarks.Propagation;

/// <summary>
/// One measurement for benchmarks/peers/simulate: `simulate paper|without-symmetry|quantum-jumps SPINS SECONDS`.
/// Prints one JSON object: best wall and processor time of a warm process, and the values to be checked.
/// </summary>
internal static class SimulateRun
{
    private const int Times = 201;

    public static int Run(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("usage: simulate paper|without-symmetry|quantum-jumps SIZE SECONDS");
            return 2;
        }

        int size = int.Parse(args[1], CultureInfo.InvariantCulture);
        double seconds = double.Parse(args[2], CultureInfo.InvariantCulture);
        if (string.Equals(args[0], "quantum-jumps", StringComparison.Ordinal))
        {
            return Jumps(size, seconds);
        }

        Func<(OpenSystemModel Model, Operator Initial, Operator[] Observables, double Last)> build =
            string.Equals(args[0], "paper", StringComparison.Ordinal) ? () => BenchmarkModels.Paper(size) : () => BenchmarkModels.WithoutSymmetry(size);
        (OpenSystemModel model, Operator initial, Operator[] observables, double last) = build();
        TimeGrid grid = TimeGrid.Uniform(0, last, Times);
        PropagationResult Solve() => MasterEquationSolver.Solve(model, initial, observables, grid);
        PropagationResult result = Solve();
        (double buildWall, _) = Best(() => build(), seconds / 3);
        (double wall, double processor) = Best(() => result = Solve(), seconds);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            program = "LindbladVerify",
            work = args[0],
            size,
            buildSeconds = buildWall,
            wallSeconds = wall,
            processorSeconds = processor,
            times = grid.Times.ToArray(),
            values = result.Values,
            method = result.Method.ToString(),
            reason = result.Reason,
            solved = result.Dimension.Solved,
            backend = result.Backend,
        }));
        return 0;
    }

    /// <summary>State vectors with jumps, on one thread.</summary>
    private static int Jumps(int spins, double seconds)
    {
        const int trajectories = 1024;
        (OpenSystemModel model, Operator initial, Operator[] observables, double last) = BenchmarkModels.WithoutSymmetry(spins);
        TimeGrid grid = TimeGrid.Uniform(0, last, Times);
        var options = new EnsembleOptions { Trajectories = trajectories, Threads = 1, Kernels = DenseKernels.Select(Backend.Auto) };
        EnsembleResult? result = null;
        (double wall, double processor) = Best(() => result = QuantumJumps.Solve(model, initial, observables, grid, options), seconds);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            program = "LindbladVerify",
            work = "quantum-jumps",
            size = spins,
            trajectories,
            wallSeconds = wall,
            processorSeconds = processor,
            values = result!.Values,
            standardErrors = result.StandardErrors,
            method = result.Method,
            backend = result.Backend,
        }));
        return 0;
    }

    /// <summary>The least time of many runs after compilation has settled: other work on the machine can only add.</summary>
    private static (double Wall, double Processor) Best(Action work, double seconds)
    {
        using var process = Process.GetCurrentProcess();
        Stopwatch warm = Stopwatch.StartNew();
        while (warm.Elapsed.TotalSeconds < seconds / 2)
        {
            work();
        }

        Thread.Sleep(300);
        double wall = double.PositiveInfinity, processor = double.PositiveInfinity;
        Stopwatch total = Stopwatch.StartNew();
        do
        {
            TimeSpan before = process.TotalProcessorTime;
            Stopwatch clock = Stopwatch.StartNew();
            work();
            wall = Math.Min(wall, clock.Elapsed.TotalSeconds);
            process.Refresh();
            processor = Math.Min(processor, (process.TotalProcessorTime - before).TotalSeconds);
        }
        while (total.Elapsed.TotalSeconds < seconds);
        return (wall, processor);
    }
}
