using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>One request: reduces the model, chooses how to follow the noise, and runs.</summary>
internal sealed class EnsembleRun<T>
    where T : struct, ILanes<T>
{
    private const long PilotPaths = 256;
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
        bool finite = model.Drives.Count == 0 && model.Noise.All(n => n.Process.Chain is not null);
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
        StepSearch search = new(stops, step => Pilot(groups, stops, step));
        bool chosen = options.TimeStep is null && groups.Length > 0 && grid.Last > 0;
        double step = chosen ? search.Choose(InitialStep()) : options.TimeStep ?? Math.Max(grid.Last, double.Epsilon);
        StepGrid steps = new(stops.Times, step, multiple: 1);
        MemoryNeed.RequireSplitting(system, groups, steps, options, 1, grid.Count);
        SplittingKernel<T> kernel = new(
            new SplittingMotion<T>(system, groups, steps, kernels), new NoiseIntegrals<T>(model, steps, Key), steps, stops, system.Observables,
            EnsembleRunner.BlockSize(system.Order, options.Trajectories));
        MomentAccumulator moments = EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress);
        return Report(moments, FormattableString.Invariant($"Strang splitting with steps up to {steps.Longest:G4} s, {why}; {groups.Length} group(s) of commuting rotations")) with
        {
            TimeStep = groups.Length > 0 ? steps.Longest : null,
            StepErrors = chosen ? search.Biases : null,
            PilotTrajectories = search.Rounds * PilotPaths,
        };
    }

    private StepMeasurement Pilot(CommutingRotations[] groups, StopPlan stops, double step)
    {
        StepGrid fine = new(stops.Times, step, multiple: 2), coarse = fine.Doubled();
        MemoryNeed.RequireSplitting(system, groups, fine, options, 2, stops.OutputCount);
        StepPilotKernel<T> kernel = new(
            new SplittingMotion<T>(system, groups, fine, kernels), new SplittingMotion<T>(system, groups, coarse, kernels),
            new NoiseIntegrals<T>(model, fine, Key with { Purpose = StreamPurpose.Pilot }), fine, stops, system.Observables,
            EnsembleRunner.BlockSize(system.Order, PilotPaths));
        MomentAccumulator moments = EnsembleRunner.Run(kernel, PilotPaths, options.Threads, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return StepMeasurement.Of(moments, system.Observables, options.Trajectories, scales, fine.Longest);
    }

    /// <summary>A quarter radian of the fastest motion.</summary>
    private double InitialStep()
    {
        double speed = system.Blocks.Select(b => b.Deterministic.NormOne()).DefaultIfEmpty().Max();
        for (int k = 0; k < model.Noise.Count; k++)
        {
            double size = Math.Abs(model.Noise[k].Process.Mean) + Math.Sqrt(model.Noise[k].Process.Variance);
            speed += size * system.Blocks.Select(b => b.Parts[k].NormOne()).DefaultIfEmpty().Max();
        }

        return speed > 0 ? Math.Clamp(0.25 / speed, grid.Last / 1e6, grid.Last) : grid.Last;
    }

    private EnsembleResult Report(MomentAccumulator moments, string method) => EnsembleReport.Of(
        moments, grid, scales, jumps: false, options, method, new PropagationDimension(model.Dimension, (double)model.Dimension * model.Dimension, system.Order), BackendText.Of(kernels));
}
