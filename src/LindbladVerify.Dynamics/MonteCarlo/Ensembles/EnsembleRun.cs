using System.Diagnostics;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

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
    private readonly StopPlan stops;

    public EnsembleRun(
        UnrolledSequence unrolled, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions options,
        CancellationToken cancellation, IProgress<TrajectoryProgress>? progress)
    {
        model = unrolled.Model;
        IReadOnlyList<TimedRotation> rotations = unrolled.Rotations;
        this.grid = grid;
        this.options = options;
        this.cancellation = cancellation;
        this.progress = progress;
        kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);
        scales = EnsembleArguments.Scales(initial, observables);
        stops = StopPlan.Of(model, grid.Times, rotations);
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
        FlipKernel<T> kernel = new(system, grid, stops, Key, kernels, EnsembleRunner.BlockSize(system.Order, options.Trajectories));
        return Report(EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress), kernel.Description);
    }

    private EnsembleResult Split(string why)
    {
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

/// <summary>Runs a kernel over many blocks and merges their moments in block order.</summary>
internal static class EnsembleRunner
{
    private const int CoordinatesPerBlock = 32768;
    private const int SmallestBlock = 64;
    private const int LargestBlock = 512;
    private const int BlocksWanted = 8;

    /// <summary>
    /// Trajectories in a block, a power of two from 64 to 512: its coordinates fit the cache beside a propagator, and a run has
    /// several blocks to share out. It depends on the problem alone, never on the number of threads.
    /// </summary>
    public static int BlockSize(int order, long trajectories)
    {
        int size = LargestBlock;
        while (size > SmallestBlock && ((long)size * order > CoordinatesPerBlock || (long)size * BlocksWanted > trajectories))
        {
            size /= 2;
        }

        return size;
    }

    /// <summary>Number of workers that a request means.</summary>
    public static int Workers(int threads) => threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Bytes of the moments that wait for their turn.</summary>
    public static double Memory(double dimension, int threads) => 2 * dimension * sizeof(double) * ((BlockRunner<MomentAccumulator>.WaitingPerThread * Workers(threads)) + 2);

    /// <summary>Trajectories 0 … count − 1, or the first blocks of them if cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the first block of at least two trajectories was complete.</exception>
    public static MomentAccumulator Run(IEnsembleKernel kernel, long count, int threads, CancellationToken cancellation, IProgress<TrajectoryProgress>? progress = null)
    {
        int size = kernel.BlockSize;
        MomentAccumulator moments = new(kernel.Dimension, 0);
        Stopwatch clock = Stopwatch.StartNew();
        BlockRunner<MomentAccumulator> runner = new(
            (count + size - 1) / size,
            threads,
            block => kernel.Run(block * size, (int)Math.Min(size, count - (block * size)), cancellation),
            (_, part) =>
            {
                moments.Merge(part);
                progress?.Report(new TrajectoryProgress(moments.Count, count, clock.Elapsed));
            });
        runner.Run(cancellation);
        return moments.Count >= 2 ? moments : throw new OperationCanceledException(cancellation);
    }
}

/// <summary>An independent set of real equations dv/dt = (L + Σ f_k(t) G_k) v along a path of the noises and drives f_k.</summary>
/// <param name="Deterministic">L, [n, n], 1/s.</param>
/// <param name="Parts">G_k of every noise, then of every drive, [n, n]; antisymmetric, because each generates rotations.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">One row [n] per observable.</param>
internal sealed record EnsembleBlock(SparseMatrix<double> Deterministic, SparseMatrix<double>[] Parts, double[] Initial, double[][] Rows)
{
    /// <summary>Number n of equations.</summary>
    public int Order => Initial.Length;

    /// <summary>v → R v of each different rotation of a sequence, [n, n] column-major.</summary>
    public IReadOnlyList<double[]> Rotations { get; init; } = [];
}

/// <summary>Turns moments with sample values [time][observable] into a result.</summary>
internal static class EnsembleReport
{
    /// <summary>Rounding of a mean in units of the largest value that its observable could have: a few operations on numbers of that size.</summary>
    private const double RelativeRounding = 2e-15;

    /// <summary>Scatter below this part of the scale is rounding along the trajectories.</summary>
    private const double RoundingOfTrajectories = 1e-12;

    /// <summary>The result, without what belongs to a time step.</summary>
    /// <param name="moments">Sample values [time][observable].</param>
    /// <param name="grid">The times.</param>
    /// <param name="scales">Largest possible value of each observable: no standard error is below its rounding.</param>
    /// <param name="jumps">Whether trajectories differ by rare events: where after the start none differs from the others, an event that one
    /// more of them might have seen bounds what is known.</param>
    /// <param name="options">The request.</param>
    /// <param name="method">How trajectories were followed.</param>
    /// <param name="dimension">Sizes.</param>
    /// <param name="backend">What carried the dense kernels.</param>
    public static EnsembleResult Of(
        MomentAccumulator moments, TimeGrid grid, double[] scales, bool jumps, EnsembleOptions options, string method, PropagationDimension dimension, string backend)
    {
        int observables = scales.Length;
        double[][] values = new double[observables][], errors = new double[observables][];
        for (int o = 0; o < observables; o++)
        {
            values[o] = [.. Enumerable.Range(0, grid.Count).Select(t => moments.Mean[(t * observables) + o])];
            errors[o] = [.. Enumerable.Range(0, grid.Count).Select(t => Error(moments, (t * observables) + o, scales[o], jumps && grid.Times[t] > 0))];
        }

        return new EnsembleResult(grid, values, errors, moments.Count, options.Seed, method, dimension, backend)
        {
            Cancelled = moments.Count < options.Trajectories,
        };
    }

    private static double Error(MomentAccumulator moments, int i, double scale, bool mayMiss)
    {
        double scatter = Math.Sqrt(Math.Max(0, moments.Covariance(i, i))), rounding = RelativeRounding * scale;
        double missed = mayMiss && scatter <= RoundingOfTrajectories * scale ? scale / moments.Count : 0;
        return double.Hypot(double.Hypot(scatter / Math.Sqrt(moments.Count), rounding), missed);
    }
}
