using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>One request: reduces the model, chooses how to follow the noise, and runs.</summary>
internal sealed class EnsembleRun<T>
    where T : struct, ILanes<T>
{
    private readonly OpenSystemModel model;
    private readonly TimeGrid grid;
    private readonly EnsembleOptions options;
    private readonly CancellationToken cancellation;
    private readonly IProgress<TrajectoryProgress>? progress;
    private readonly IDenseKernels kernels;
    private readonly EnsembleSystem system;
    private readonly double[] scales;

    public EnsembleRun(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions options,
        CancellationToken cancellation, IProgress<TrajectoryProgress>? progress)
    {
        this.model = model;
        this.grid = grid;
        this.options = options;
        this.cancellation = cancellation;
        this.progress = progress;
        kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        scales = EnsembleArguments.Scales(initial, observables);
        system = EnsembleSystem.Of(model, initial, observables, MemoryNeed.Budget(options));
    }

    private StreamKey Key => new(options.Seed, options.StudyPoint);

    /// <summary>Runs the request.</summary>
    public EnsembleResult Solve()
    {
        bool finite = model.Drives.Count == 0 && model.Noise.All(n => n.Process is MarkovChainNoise);
        if (options.Method == EnsembleMethod.Splitting || !finite)
        {
            return Split(finite ? "as asked" : "because a noise or drive varies continuously");
        }

        double needed = FlipKernel<T>.Memory(system, options) + MemoryNeed.Moments(system, grid.Count, 1, options);
        MemoryBudget budget = MemoryNeed.Budget(options);
        if (options.Method == EnsembleMethod.Auto && needed > budget.Available)
        {
            return Split("because the eigenvectors of every state of the noise would not fit into memory");
        }

        budget.Require(needed, FormattableString.Invariant($"Following {system.Order} equations from flip to flip in {NoiseStates.Count(model):F0} states of the noise"));
        FlipKernel<T> kernel = new(system, grid, Key, kernels, EnsembleRunner.BlockSize(system.Order, options.Trajectories));
        return Report(EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress), kernel.Description);
    }

    private EnsembleResult Split(string why)
    {
        StopPlan stops = StopPlan.Of(model, grid.Times);
        CommutingRotations[] groups = CommutingRotations.Of(system);
        StepPilot<T> pilot = new(system, groups, stops, options, kernels, scales, cancellation);
        bool chosen = options.TimeStep is null && groups.Length > 0 && grid.Last > 0 && system.Observables > 0;
        double step = chosen ? pilot.Choose() : options.TimeStep ?? Math.Max(grid.Last, double.Epsilon);
        StepGrid steps = new(stops.Times, step, multiple: 1);
        MemoryNeed.RequireSplitting(system, groups, steps, options, 1, grid.Count);
        SplittingKernel<T> kernel = new(
            new SplittingMotion<T>(system, groups, steps, kernels), new NoiseIntegrals<T>(model, steps, Key), steps, stops, system.Observables,
            EnsembleRunner.BlockSize(system.Order, options.Trajectories));
        MomentAccumulator moments = EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress);
        double longest = steps.Steps.Where((_, k) => steps.Counts[k] > 0).DefaultIfEmpty().Max();
        return Report(moments, FormattableString.Invariant($"Strang splitting with steps up to {longest:G4} s, {why}; {groups.Length} group(s) of commuting rotations")) with
        {
            TimeStep = groups.Length > 0 ? longest : null,
            StepErrors = chosen ? pilot.Biases : null,
            PilotTrajectories = pilot.Trajectories,
        };
    }

    private EnsembleResult Report(MomentAccumulator moments, string method)
    {
        int q = system.Observables;
        double[][] values = new double[q][], errors = new double[q][];
        for (int o = 0; o < q; o++)
        {
            values[o] = [.. Enumerable.Range(0, grid.Count).Select(t => moments.Mean[(t * q) + o])];
            errors[o] = [.. Enumerable.Range(0, grid.Count).Select(t => Math.Sqrt(Math.Max(0, moments.CovarianceOfMean((t * q) + o, (t * q) + o))))];
        }

        double liouville = (double)model.Dimension * model.Dimension;
        return new EnsembleResult(
            grid, values, errors, moments.Count, options.Seed, method, new PropagationDimension(model.Dimension, liouville, system.Order), BackendText.Of(kernels))
        {
            Cancelled = moments.Count < options.Trajectories,
        };
    }
}
