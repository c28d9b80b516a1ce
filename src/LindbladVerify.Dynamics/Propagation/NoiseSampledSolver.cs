using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The master equation along sampled realisations of the classical noises, averaged with standard errors.</summary>
/// <remarks>
/// Finite chains jump at exact times and are propagated exactly in between. With an Ornstein–Uhlenbeck noise, time is cut into
/// cells; the process and its integral over a cell follow their exact joint law (Gillespie 1996, doi:10.1103/PhysRevE.54.2084), and the
/// cell is propagated by the exponential of the integrated generator, an error of second order in the cell. The cell is
/// halved until a pilot's change is below a tenth of the standard error.
/// </remarks>
public static class NoiseSampledSolver
{
    private const int Batch = 64;
    private const int PilotTrajectories = 64;
    private const int MostRefinements = 8;

    /// <summary>The averaged expectation values.</summary>
    /// <param name="model">A model with at least one random noise and no drive.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    /// <param name="observables">Hermitian operators [d, d].</param>
    /// <param name="grid">Output times.</param>
    /// <param name="options">Number, seed and threads.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="ArgumentException">The model has nothing to sample or is driven, or an option is out of range.</exception>
    public static NoiseSampledResult Solve(OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, NoiseSamplingOptions options, IProgress<TrajectoryProgress>? progress = null, CancellationToken cancellation = default)
    {
        Validate(model, options);
        InvariantBlock block = InvariantBlock.Of(model, observables);
        var equations = new SampledEquations(model, block, initial, observables, options.Kernels ?? DenseKernels.Select(Backend.Auto));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (NoiseCell cell, double bias) = equations.IsExact ? (new NoiseCell(double.PositiveInfinity, 1), 0) : ChooseCell(equations, grid, options, cancellation);

        (double[][] mean, double[][] error) = Average(equations, grid, cell, options.Trajectories, options.Seed, StreamPurpose.Production, options.Threads, done => progress?.Report(new TrajectoryProgress(done, options.Trajectories, clock.Elapsed)), cancellation);
        string reason = equations.IsExact
            ? "noise realisations with exact jump times, propagated exactly in between"
            : FormattableString.Invariant($"noise realisations in cells of {cell.Length / 2:G3} s or less with exact joint increments; halving the cell changes the result by {bias:G2}");
        double liouville = (double)model.Dimension * model.Dimension;
        return new NoiseSampledResult(grid, mean, error, options.Trajectories, options.Seed, reason, new PropagationDimension(model.Dimension, liouville, block.Dimension), bias, BackendText.Of(equations.Kernels));
    }

    private static void Validate(OpenSystemModel model, NoiseSamplingOptions options)
    {
        if (model.Drives.Count > 0 || model.Noise.Any(n => n.Process is TraceNoise))
        {
            throw new ArgumentException("Noise is sampled only for models without drives and recorded noise.", nameof(model));
        }

        if (model.Noise.Count == 0)
        {
            throw new ArgumentException("There is no random noise to sample: solve the model exactly.", nameof(model));
        }

        if (options.Trajectories is < 2 or > 1L << 40)
        {
            throw new ArgumentException($"The number of trajectories must be from 2 to 2^40, not {options.Trajectories}.", nameof(options));
        }
    }

    private static (NoiseCell Cell, double Bias) ChooseCell(SampledEquations equations, TimeGrid grid, NoiseSamplingOptions options, CancellationToken cancellation)
    {
        double length = equations.FirstCell;
        double[][] Pilot(int split, out double[][] errors)
        {
            (double[][] mean, errors) = Average(equations, grid, new NoiseCell(length, split), PilotTrajectories, options.Seed, StreamPurpose.Pilot, options.Threads, null, cancellation);
            return mean;
        }

        for (int k = 0; ; k++)
        {
            double[][] coarse = Pilot(1, out _);
            double[][] fine = Pilot(2, out double[][] errors);
            double change = 0, error = 0;
            for (int o = 0; o < fine.Length; o++)
            {
                change = Math.Max(change, fine[o].Zip(coarse[o], (x, y) => Math.Abs(x - y)).Max());
                error = Math.Max(error, errors[o].Max());
            }

            // Both cells follow the same paths, so that their difference is the step's alone. The fine one has a quarter of the error.
            double final = error * Math.Sqrt(PilotTrajectories / (double)options.Trajectories);
            if (change / 3 <= 0.1 * final || k == MostRefinements)
            {
                return (new NoiseCell(length, 2), change / 3);
            }

            length /= 2;
        }
    }

    private static (double[][] Mean, double[][] Error) Average(SampledEquations equations, TimeGrid grid, NoiseCell cell, long trajectories, ulong seed, StreamPurpose purpose, int threads, Action<long>? progress, CancellationToken cancellation)
    {
        long batches = (trajectories + Batch - 1) / Batch;
        int size = equations.ObservableCount * grid.Count;
        var total = new SampleMoments(size);
        int wave = Math.Max(1, threads) * 4;
        for (long first = 0; first < batches; first += wave)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = (int)Math.Min(wave, batches - first);
            var parts = new SampleMoments[count];
            long start = first;
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation }, b =>
            {
                var part = new SampleMoments(size);
                var walker = new NoiseTrajectory(equations, grid, cell);
                long begin = (start + b) * Batch;
                for (long t = begin; t < Math.Min(trajectories, begin + Batch); t++)
                {
                    part.Add(walker.Run(seed, purpose, t));
                }

                parts[b] = part;
            });

            // Batches are merged in their order, so that no sum depends on the threads.
            foreach (SampleMoments part in parts)
            {
                total.Merge(part);
            }

            progress?.Invoke(Math.Min(trajectories, (first + count) * Batch));
        }

        return (Split(total.Mean, grid.Count), Split(total.StandardErrors(), grid.Count));
    }

    private static double[][] Split(double[] flat, int count) => [.. flat.Chunk(count)];
}
