using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>
/// Chooses the time step with random numbers of its own: the bias of each mean, measured on paths shared by a step and its
/// double, must stay below a tenth of the expected standard error (and need not be smaller than 1e-7 of the largest value that
/// the observable could have).
/// </summary>
internal sealed class StepPilot<T>(EnsembleSystem system, CommutingRotations[] groups, StopPlan stops, EnsembleOptions options, IDenseKernels kernels, double[] scales, CancellationToken cancellation)
    where T : struct, ILanes<T>
{
    private const long Paths = 256;
    private const double BiasShare = 0.1;
    private const double Floor = 1e-7;
    private const double LargestChange = 8;
    private const double Extrapolation = 1.5;
    private const double Margin = 0.9;
    private const int Rounds = 8;
    private const double MostSteps = uint.MaxValue / 2;
    private readonly double[] times = stops.Times;

    /// <summary>Bias of the means at the chosen step, [observable]: the largest over the times.</summary>
    public double[] Biases { get; private set; } = [];

    /// <summary>Trajectories that the choice took.</summary>
    public long Trajectories { get; private set; }

    /// <summary>The largest step to use, s.</summary>
    /// <exception cref="InvalidOperationException">No step that the random streams can supply is short enough.</exception>
    public double Choose()
    {
        double step = InitialStep();
        bool shrunk = false;
        for (int round = 1; ; round++)
        {
            (double[] bounds, double[] allowed, double fine) = Measure(step);
            double ratio = Enumerable.Range(0, bounds.Length).Min(o => bounds[o] == 0 ? double.PositiveInfinity : allowed[o] / bounds[o]);
            double change = Math.Sqrt(ratio);
            bool canGrow = !shrunk && round < Rounds && fine < LongestInterval() / 2 * (1 - 1e-9);
            if (change >= 1 && (change < LargestChange || !canGrow))
            {
                // Beyond the measured step the bias is trusted to follow its square only a little further.
                double chosen = fine * Math.Min(change, Extrapolation);
                Biases = Array.ConvertAll(bounds, b => b * chosen * chosen / (fine * fine));
                return chosen;
            }

            shrunk |= change < 1;
            step = fine * Math.Clamp(Margin * change, 1 / LargestChange, LargestChange / 2);
            if (times[^1] / step > MostSteps || round > 3 * Rounds)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"A bias below a tenth of the standard error would need steps shorter than {step:G3} s, more than {MostSteps:E1} of them; give TimeStep, or ask for fewer trajectories."));
            }
        }
    }

    private (double[] Bounds, double[] Allowed, double Step) Measure(double step)
    {
        StepGrid grid = new(times, step, multiple: 2);
        StepGrid coarseGrid = grid.Doubled();
        MemoryNeed.RequireSplitting(system, groups, grid, options, 2, stops.OutputCount);
        StreamKey key = new(options.Seed, options.StudyPoint, StreamPurpose.Pilot);
        StepPilotKernel<T> kernel = new(
            new SplittingMotion<T>(system, groups, grid, kernels), new SplittingMotion<T>(system, groups, coarseGrid, kernels),
            new NoiseIntegrals<T>(system.Model, grid, key), grid, stops, system.Observables, EnsembleRunner.BlockSize(system.Order, Paths));
        MomentAccumulator moments = EnsembleRunner.Run(kernel, Paths, options.Threads, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Trajectories += Paths;

        int q = system.Observables;
        double[] bounds = new double[q], errors = new double[q];
        for (int i = 0; i < kernel.Dimension; i++)
        {
            int o = i % q;
            if (i / q % 2 == 0)
            {
                errors[o] = Math.Max(errors[o], Math.Sqrt(Math.Max(0, moments.Covariance(i, i)) / options.Trajectories));
            }
            else
            {
                // A third of coarse minus fine is the bias of the fine step.
                double spread = 2 * Math.Sqrt(Math.Max(0, moments.CovarianceOfMean(i, i)));
                bounds[o] = Math.Max(bounds[o], (Math.Abs(moments.Mean[i]) + spread) / 3);
            }
        }

        double[] allowed = [.. Enumerable.Range(0, q).Select(o => Math.Max(BiasShare * errors[o], Floor * scales[o]))];
        return (bounds, allowed, grid.Steps.Where((_, k) => grid.Counts[k] > 0).DefaultIfEmpty(step).Max());
    }

    private double LongestInterval() => Enumerable.Range(0, times.Length).Max(k => times[k] - (k == 0 ? 0 : times[k - 1]));

    /// <summary>A quarter radian of the fastest motion that is not a rotation by noise alone.</summary>
    private double InitialStep()
    {
        double speed = system.Blocks.Select(b => b.Deterministic.NormOne()).DefaultIfEmpty().Max();
        for (int k = 0; k < system.Model.Noise.Count; k++)
        {
            double size = Math.Abs(system.Model.Noise[k].Process.Mean) + Math.Sqrt(system.Model.Noise[k].Process.Variance);
            speed += size * system.Blocks.Select(b => b.Parts[k].NormOne()).DefaultIfEmpty().Max();
        }

        return speed > 0 ? Math.Clamp(0.25 / speed, times[^1] / 1e6, times[^1]) : times[^1];
    }
}
