using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Monte Carlo over noise trajectories of the two-level flip-flop pair. Telegraph and fluctuator noises are followed
/// exactly from flip to flip; Gaussian noise by Strang splitting with exactly drawn phases. Results depend on the seed
/// alone: not on threads, vector width or batches.
/// </summary>
public static class PairTrajectories
{
    private const double SmallestRounding = 1e-15; // of means of numbers up to 1

    /// <summary>
    /// Estimates W = 1/(2 ∫0^∞⟨z⟩ dt). A pilot with random numbers of its own first fixes the horizon (where the Bloch
    /// vector has decayed to e^−8), the time step if one is needed, and the number of trajectories for a target error.
    /// </summary>
    /// <param name="request">The pair, its noise, and how much to compute.</param>
    /// <param name="cancellationToken">Cancels between blocks of 64 trajectories.</param>
    /// <param name="progress">Reported after every block, from worker threads but never concurrently.</param>
    /// <returns>The estimate; when cancelled during production, the one from the trajectories that were complete.</returns>
    /// <exception cref="ArgumentException">A field of the request is not allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before two blocks were complete.</exception>
    /// <exception cref="InvalidOperationException">The decay is too slow against the noise to be sampled.</exception>
    public static MonteCarloRateEstimate EstimateRate(
        PairTrajectoryRequest request, CancellationToken cancellationToken = default, IProgress<TrajectoryProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        RequireSize(request);
        RatePilot pilot = new(request, cancellationToken, progress);
        double[] outputTimes = [pilot.Horizon / 2, pilot.Horizon];
        TrajectoryEnsemble ensemble = PairKernels.CreateEnsemble(request, StreamPurpose.Production, outputTimes, pilot.TimeStep);
        ensemble.Run(pilot.Trajectories, SampledResidenceTime.Dimension, pilot.Residence.Select, cancellationToken, Production(pilot, progress));
        RequireSomething(ensemble, pilot.Trajectories, cancellationToken);
        return Summarise(request, pilot, ensemble);
    }

    /// <summary>Ensemble means of the Bloch vector at given times.</summary>
    /// <param name="request">The pair and its noise; <see cref="PairTrajectoryRequest.Trajectories"/> is required, and for
    /// Gaussian noise <see cref="PairTrajectoryRequest.TimeStep"/> as well.</param>
    /// <param name="times">Output times in s, not negative and strictly increasing.</param>
    /// <param name="cancellationToken">Cancels between blocks of 64 trajectories.</param>
    /// <param name="progress">Reported after every block, from worker threads but never concurrently.</param>
    /// <exception cref="ArgumentException">A field of the request or a time is not allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before two blocks were complete.</exception>
    public static EnsembleTimeCourse EnsembleMean(
        PairTrajectoryRequest request, IReadOnlyList<double> times, CancellationToken cancellationToken = default,
        IProgress<TrajectoryProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(times);
        request.Validate();
        double[] outputTimes = CheckTimes(times);
        long count = request.Trajectories ?? throw new ArgumentException("Trajectories is not given; a time course needs it.", nameof(request));
        count += request.Antithetic ? count % 2 : 0;
        if (request.IsGaussian && request.TimeStep is null)
        {
            throw new ArgumentException("TimeStep is not given; a time course with Gaussian noise needs it.", nameof(request));
        }

        TrajectoryEnsemble ensemble = PairKernels.CreateEnsemble(request, StreamPurpose.Production, outputTimes, request.TimeStep ?? 0);
        int n = outputTimes.Length;
        ensemble.Run(count, 3 * n, (samples, rows) => SelectVectors(n, samples, rows), cancellationToken, progress, bandwidth: 0);
        RequireSomething(ensemble, count, cancellationToken);
        double[] Means(int component) => [.. Enumerable.Range(0, n).Select(k => ensemble.Moments.Mean[(component * n) + k])];
        double rounding = request.IsConstant ? PairKernels.RelativeRounding(request) : SmallestRounding;
        double[] Errors(int component) => [.. Enumerable.Range(0, n).Select(k => double.Hypot(
            Math.Sqrt(ensemble.Moments.CovarianceOfMean((component * n) + k, (component * n) + k)), rounding))];
        return new EnsembleTimeCourse(
            outputTimes, Means(0), Means(1), Means(2), Errors(0), Errors(1), Errors(2), ensemble.Completed, request.Seed,
            ensemble.Completed < count);
    }

    private static StageProgress? Production(RatePilot pilot, IProgress<TrajectoryProgress>? progress) =>
        progress is null ? null : new StageProgress(progress, pilot.StepsPerTrajectory, isPilot: false);

    private static void SelectVectors(int outputs, ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        for (int output = 0; output < outputs; output++)
        {
            for (int component = 0; component < 3; component++)
            {
                samples.Slice(((output * TrajectoryBlock.Components) + component) * size, size)
                    .CopyTo(rows[(((component * outputs) + output) * size)..]);
            }
        }
    }

    private static double[] CheckTimes(IReadOnlyList<double> times)
    {
        if (times.Count == 0)
        {
            throw new ArgumentException("times is empty; it must hold at least one time.", nameof(times));
        }

        for (int k = 0; k < times.Count; k++)
        {
            if (!(times[k] >= 0 && double.IsFinite(times[k]) && (k == 0 || times[k] > times[k - 1])))
            {
                throw new ArgumentException($"times[{k}] = {times[k]} is not allowed; times must be finite, not negative and strictly increasing.", nameof(times));
            }
        }

        return [.. times];
    }

    private static void RequireSize(PairTrajectoryRequest request)
    {
        if (request.Trajectories is null && request.TargetError is null)
        {
            throw new ArgumentException("Neither Trajectories nor TargetError is given; one of them must be.", nameof(request));
        }
    }

    private static void RequireSomething(TrajectoryEnsemble ensemble, long count, CancellationToken cancellationToken)
    {
        if (ensemble.Completed < Math.Min(count, 2 * TrajectoryBlock.Size))
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static MonteCarloRateEstimate Summarise(PairTrajectoryRequest request, RatePilot pilot, TrajectoryEnsemble ensemble)
    {
        MomentAccumulator moments = ensemble.Moments;
        double rate = SampledResidenceTime.Rate(moments), statistical = pilot.Residence.RelativeStandardError(moments);
        (double tailFraction, double tailError) = pilot.Residence.TailOf(moments);
        double rounding = PairKernels.RelativeRounding(request) * pilot.StepsPerTrajectory;
        double relative = double.Hypot(double.Hypot(statistical, pilot.RelativeStepError ?? 0), double.Hypot(tailError, rounding));
        TrajectoryStatistics statistics = new()
        {
            Horizon = pilot.Horizon,
            TimeStep = request.IsGaussian ? pilot.TimeStep : request.GridStep,
            RelativeStepError = pilot.RelativeStepError,
            TailFraction = tailFraction,
            RelativeTailError = tailError,
            LateDecayRate = SampledResidenceTime.LateDecay(moments),
            BatchStandardError = ensemble.BlockMeans.Count < 8 ? null : SampledResidenceTime.RelativeScatter(ensemble.BlockMeans) * Math.Abs(rate),
            PilotTrajectories = pilot.PilotTrajectories,
            PlannedTrajectories = pilot.Trajectories,
            Cancelled = ensemble.Completed < pilot.Trajectories,
            TargetReached = request.TargetError is { } target ? relative <= target : null,
        };
        return new MonteCarloRateEstimate(rate, relative * Math.Abs(rate), ensemble.Completed, request.Seed, statistics);
    }
}
