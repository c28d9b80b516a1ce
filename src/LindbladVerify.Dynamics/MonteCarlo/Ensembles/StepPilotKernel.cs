using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Ensembles;

/// <summary>
/// Every path followed twice: with the steps of a grid and with steps of twice their length whose integrals are the sums of two.
/// Sample values are [time][fine of every observable, then coarse minus fine of every observable].
/// </summary>
internal sealed unsafe class StepPilotKernel<T>(
    SplittingMotion<T> fine, SplittingMotion<T> coarse, NoiseIntegrals<T> noise, StepGrid grid, StopPlan stops, int observables, int blockSize) : IEnsembleKernel
    where T : struct, ILanes<T>
{
    public int Dimension => 2 * observables * stops.OutputCount;

    public int BlockSize => blockSize;

    public MomentAccumulator? Run(long first, int count, CancellationToken cancellation)
    {
        SplittingState fineState = fine.NewState(blockSize), coarseState = coarse.NewState(blockSize);
        INoiseIntegral[] noises = noise.Create(blockSize);
        double[] integrals = GC.AllocateUninitializedArray<double>(Math.Max(1, noises.Length) * blockSize, pinned: true);
        double[] sums = GC.AllocateUninitializedArray<double>(integrals.Length, pinned: true);
        double* one = (double*)Unsafe.AsPointer(ref integrals[0]), both = (double*)Unsafe.AsPointer(ref sums[0]);
        int lanes = (count + TrajectoryBlock.Granularity - 1) / TrajectoryBlock.Granularity * TrajectoryBlock.Granularity;
        fine.Begin(fineState, lanes);
        coarse.Begin(coarseState, lanes);
        Array.ForEach(noises, source => source.Start(first, lanes));
        MomentAccumulator moments = new(Dimension, 0);
        double[] fineValues = new double[Math.Max(1, observables) * blockSize], coarseValues = new double[fineValues.Length];
        long step = 0;
        for (int interval = 0; interval < grid.Counts.Length; interval++)
        {
            long steps = grid.Counts[interval];
            if (steps > 0)
            {
                fine.Open(fineState, interval);
                coarse.Open(coarseState, interval);
            }

            for (long i = 1; i <= steps; i++, step++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return null;
                }

                Draw(noises, step, grid.Steps[interval], lanes, integrals, sums, add: i % 2 == 0);
                fine.Step(fineState, interval, one, last: i == steps);
                if (i % 2 == 0)
                {
                    coarse.Step(coarseState, interval, both, last: i == steps);
                }
            }

            stops.At(
                interval,
                r =>
                {
                    fine.Rotate(fineState, r);
                    coarse.Rotate(coarseState, r);
                },
                output =>
                {
                    fine.Measure(fineState, fineValues);
                    coarse.Measure(coarseState, coarseValues);
                    for (int i = 0; i < coarseValues.Length; i++)
                    {
                        coarseValues[i] -= fineValues[i];
                    }

                    moments.Fill(2 * output * observables, fineValues, blockSize, count);
                    moments.Fill(((2 * output) + 1) * observables, coarseValues, blockSize, count);
                });
        }

        return moments;
    }

    private void Draw(INoiseIntegral[] noises, long step, double length, int lanes, double[] integrals, double[] sums, bool add)
    {
        for (int k = 0; k < noises.Length; k++)
        {
            Span<double> next = integrals.AsSpan(k * blockSize, lanes), sum = sums.AsSpan(k * blockSize, lanes);
            noises[k].Next(step, length, next);
            for (int i = 0; i < lanes; i++)
            {
                sum[i] = add ? sum[i] + next[i] : next[i];
            }
        }
    }
}

/// <summary>Looks for the longest step whose measured bias is allowed, on the footing that the bias falls with the square of the step.</summary>
/// <param name="stops">Where steps must end.</param>
/// <param name="measure">Measures the bias at a step.</param>
internal sealed class StepSearch(StopPlan stops, Func<double, StepMeasurement> measure)
{
    private const double LargestChange = 8;
    private const double Extrapolation = 1.5;
    private const double Margin = 0.9;
    private const int GrowingRounds = 8;
    private const int MostRounds = 24;
    private const double MostSteps = uint.MaxValue / 2;

    /// <summary>Bias of the means at the chosen step, [observable]: the largest over the times.</summary>
    public double[] Biases { get; private set; } = [];

    /// <summary>Measurements that the choice took.</summary>
    public int Rounds { get; private set; }

    /// <summary>The largest step to use, s.</summary>
    /// <param name="step">First guess, s.</param>
    /// <exception cref="InvalidOperationException">No step that the random streams can supply is short enough.</exception>
    public double Choose(double step)
    {
        bool shrunk = false;
        while (true)
        {
            StepMeasurement found = measure(step);
            Rounds++;
            double ratio = Enumerable.Range(0, found.Bounds.Length)
                .Select(o => found.Bounds[o] == 0 ? double.PositiveInfinity : found.Allowed[o] / found.Bounds[o]).DefaultIfEmpty(double.PositiveInfinity).Min();
            double change = Math.Sqrt(ratio);
            bool canGrow = !shrunk && Rounds < GrowingRounds && found.Step < LongestInterval() / 2 * (1 - 1e-9);
            if (change >= 1 && (change < LargestChange || !canGrow))
            {
                // Beyond the measured step the bias is trusted to follow its square only a little further.
                double chosen = found.Step * Math.Min(change, Extrapolation);
                Biases = Array.ConvertAll(found.Bounds, b => b * chosen * chosen / (found.Step * found.Step));
                return chosen;
            }

            shrunk |= change < 1;
            step = found.Step * Math.Clamp(Margin * change, 1 / LargestChange, LargestChange / 2);
            if (stops.Times[^1] / step > MostSteps || Rounds > MostRounds)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"A bias below a tenth of the standard error would need steps shorter than {step:G3} s, more than {MostSteps:E1} of them; give TimeStep, or ask for fewer trajectories."));
            }
        }
    }

    private double LongestInterval() => Enumerable.Range(0, stops.Times.Length).Max(k => stops.Times[k] - (k == 0 ? 0 : stops.Times[k - 1]));
}

/// <summary>What a pilot found at one step.</summary>
/// <param name="Bounds">Bound on the bias of each observable at the fine step, the largest over the times.</param>
/// <param name="Allowed">Bias that each observable may have.</param>
/// <param name="Step">The fine step, s.</param>
internal sealed record StepMeasurement(double[] Bounds, double[] Allowed, double Step)
{
    private const double BiasShare = 0.1;
    private const double Floor = 1e-7;

    /// <summary>
    /// Reads moments with sample values [time][fine of every observable, then coarse minus fine]: a third of the difference is the
    /// bias of the fine step. Allowed is a tenth of the standard error expected of the run, or 1e-7 of the largest possible value.
    /// </summary>
    public static StepMeasurement Of(MomentAccumulator moments, int observables, long trajectories, double[] scales, double step)
    {
        double[] bounds = new double[observables], errors = new double[observables];
        for (int i = 0; i < moments.Dimension; i++)
        {
            int o = i % observables;
            if (i / observables % 2 == 0)
            {
                errors[o] = Math.Max(errors[o], Math.Sqrt(Math.Max(0, moments.Covariance(i, i)) / trajectories));
            }
            else
            {
                double spread = 2 * Math.Sqrt(Math.Max(0, moments.CovarianceOfMean(i, i)));
                bounds[o] = Math.Max(bounds[o], (Math.Abs(moments.Mean[i]) + spread) / 3);
            }
        }

        double[] allowed = [.. Enumerable.Range(0, observables).Select(o => Math.Max(BiasShare * errors[o], Floor * scales[o]))];
        return new StepMeasurement(bounds, allowed, step);
    }
}
