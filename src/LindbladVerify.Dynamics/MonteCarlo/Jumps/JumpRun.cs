using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Dynamics.MonteCarlo.Jumps;

/// <summary>One request for quantum jumps: chooses how to move between jumps, and runs.</summary>
internal sealed class JumpRun<T>(
    UnrolledSequence unrolled, InitialMixture initial, IReadOnlyList<Operator> observables, double[] scales, TimeGrid grid, EnsembleOptions options,
    CancellationToken cancellation, IProgress<TrajectoryProgress>? progress)
    where T : struct, ILanes<T>
{
    private const int SmallestBlock = TrajectoryBlock.Granularity;
    private const int LargestBlock = 64;
    private const int AmplitudesPerBlock = 16384;
    private const int BlocksWanted = 8;
    private const long PilotPaths = 64;
    private const double ComplexSize = 16;
    private readonly OpenSystemModel model = unrolled.Model;
    private readonly JumpSystem system = new(unrolled.Model, observables);
    private readonly StopPlan stops = StopPlan.Of(unrolled.Model, grid.Times, unrolled.Rotations);
    private readonly IDenseKernels kernels = options.Kernels ?? DenseKernels.Select(Backend.Auto);

    private StreamKey Key => new(options.Seed, options.StudyPoint);

    /// <summary>Runs the request.</summary>
    public EnsembleResult Solve()
    {
        bool finite = model.Drives.Count == 0 && model.Noise.All(n => n.Process.Chain is not null);
        return finite ? Flip() : Step();
    }

    private EnsembleResult Flip()
    {
        double[] times = stops.Times;
        RequireMemory(1);
        (bool dense, string motion) = ChooseMotion(JumpFlipKernel<T>.LongestInterval(times));
        JumpFlipKernel<T> kernel = new(system, initial, stops, Key, kernels, dense, BlockSize(options.Trajectories));
        MomentAccumulator moments = EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress);
        return Report(moments, $"quantum jumps of state vectors, {motion} between jumps{(model.Noise.Count > 0 ? ", noise from flip to flip" : string.Empty)}", dense);
    }

    private EnsembleResult Step()
    {
        RequireMemory(options.TimeStep is null ? 2 : 1);
        StepSearch search = new(stops, Pilot);
        double step = options.TimeStep ?? search.Choose(InitialStep());
        StepGrid steps = new(stops.Times, step, multiple: 1);
        JumpStepKernel<T> kernel = new(system, initial, new NoiseIntegrals<T>(model, steps, Key), steps, stops, Key, BlockSize(options.Trajectories), pilot: false);
        MomentAccumulator moments = EnsembleRunner.Run(kernel, options.Trajectories, options.Threads, cancellation, progress);
        double longest = steps.Longest;
        return Report(moments, FormattableString.Invariant($"quantum jumps of state vectors, noise held constant over steps up to {longest:G4} s"), dense: false) with
        {
            TimeStep = longest,
            StepErrors = options.TimeStep is null ? search.Biases : null,
            PilotTrajectories = search.Rounds * PilotPaths,
        };
    }

    private StepMeasurement Pilot(double step)
    {
        StepGrid steps = new(stops.Times, step, multiple: 2);
        StreamKey key = Key with { Purpose = StreamPurpose.Pilot };
        JumpStepKernel<T> kernel = new(system, initial, new NoiseIntegrals<T>(model, steps, key), steps, stops, key, BlockSize(PilotPaths), pilot: true);
        MomentAccumulator moments = EnsembleRunner.Run(kernel, PilotPaths, options.Threads, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return StepMeasurement.Of(moments, system.Observables.Length, options.Trajectories, scales, steps.Longest);
    }

    /// <summary>
    /// Trajectories in a block: more of them fill tiles better after jumps, and all should fit the cache beside a propagator. Depends on
    /// the problem alone, never on the number of threads or the width of registers.
    /// </summary>
    private int BlockSize(long trajectories)
    {
        int size = LargestBlock;
        while (size > SmallestBlock && ((long)size * system.Dimension > AmplitudesPerBlock || (long)size * BlocksWanted > trajectories))
        {
            size /= 2;
        }

        return size;
    }

    /// <summary>A quarter radian of the noise, or a quarter of its correlation time.</summary>
    private double InitialStep()
    {
        double rate = 0;
        for (int k = 0; k < model.Noise.Count; k++)
        {
            NoiseProcess process = model.Noise[k].Process;
            rate += process.FastestRate + (Math.Sqrt(process.Variance) * model.Noise[k].Operator.Matrix.NormOne());
        }

        return rate > 0 ? Math.Clamp(0.25 / rate, grid.Last / 1e6, grid.Last) : grid.Last / 16;
    }

    /// <summary>Dense propagators where they fit and cost less than products with sparse matrices.</summary>
    private (bool Dense, string Motion) ChooseMotion(double longest)
    {
        double[] typical = [.. model.Noise.Select(n => Math.Abs(n.Process.Mean) + (2 * Math.Sqrt(n.Process.Variance)))];
        double norm = system.GeneratorNorm(typical), d = system.Dimension;
        double rungs = NoJumpPowers.Count(norm, longest);
        double bytes = NoiseStates.Count(model) * (rungs + 2) * d * d * ComplexSize;
        double sparse = 10 * Math.Max(1, norm * longest) * system.ProductCost;
        bool dense = d * d * rungs < sparse && bytes < MemoryNeed.Budget(options).Available / 2;
        return (dense, dense ? "dense propagators" : "Taylor series of sparse products");
    }

    private void RequireMemory(int followers)
    {
        int block = BlockSize(options.Trajectories);
        double vectors = JumpWorker<T>.Vectors(block);
        double workers = Math.Min(EnsembleRunner.Workers(options.Threads), (options.Trajectories + block - 1) / block);
        double bytes = (workers * followers * vectors * system.Dimension * ComplexSize)
            + EnsembleRunner.Memory((double)followers * system.Observables.Length * grid.Count, options.Threads);
        MemoryNeed.Budget(options).Require(bytes, FormattableString.Invariant($"Quantum jumps of state vectors of dimension {system.Dimension} on {workers} thread(s)"));
    }

    private EnsembleResult Report(MomentAccumulator moments, string method, bool dense) => EnsembleReport.Of(
        moments, grid, scales, jumps: model.Dissipators.Count > 0, options, method,
        new PropagationDimension(model.Dimension, (double)model.Dimension * model.Dimension, 2L * model.Dimension), dense ? BackendText.Of(kernels) : BackendText.Managed);
}
