using LindbladVerify.Dynamics.MonteCarlo.Random;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

/// <summary>
/// Small runs with random numbers of their own that fix the horizon, the time step and the number of trajectories of the
/// production run beforehand, so that nothing about that run depends on its own outcome.
/// </summary>
internal sealed class RatePilot
{
    /// <summary>The horizon ends where the root mean square length of the Bloch vector has fallen to this.</summary>
    public const double ResidualLength = 3.3546262790251185e-4; // e^-8

    /// <summary>The step's bias is kept below this part of the standard error.</summary>
    private const double BiasShare = 0.1;

    /// <summary>
    /// Fewest trajectories of a run with a target error: two blocks. At 127 degrees of freedom Student's t exceeds the normal
    /// quantile by 0.2 % at one and by 2 % at three standard errors, so that the quoted error can be read as a normal one.
    /// </summary>
    private const long SmallestRun = 2 * TrajectoryBlock.Size;

    /// <summary>Correlation times after which a single trajectory averages over the noise by itself.</summary>
    private const double SelfAveraging = 1000;

    private const long ScoutTrajectories = 128;
    private const long SelfAveragingScouts = 16;
    private const long SmallestSizing = TrajectoryBlock.Size;
    private const long LargestSizing = 1024;
    private const int LargestDoublings = 60;
    private readonly PairTrajectoryRequest request;
    private readonly CancellationToken cancellationToken;
    private readonly IProgress<TrajectoryProgress>? progress;
    private readonly TrajectoryWork work;

    public RatePilot(PairTrajectoryRequest request, CancellationToken cancellationToken, IProgress<TrajectoryProgress>? progress)
    {
        this.request = request;
        this.cancellationToken = cancellationToken;
        this.progress = progress;
        work = new TrajectoryWork(request);
        bool gaussian = request.IsGaussian;
        TimeStep = (gaussian ? request.TimeStep : request.GridStep) ?? InitialStep();
        ConditionalTail tail = ConditionalTail.Create(request);
        RequireFeasible(tail.StationaryResidence);
        Horizon = FindHorizon();
        double noiseAge = request.GridStep is null ? 0 : new StepGrid([Horizon / 2, Horizon], TimeStep, multiple: 1).Steps[1] / 2;
        Residence = new SampledResidenceTime(noiseAge == 0 ? tail : ConditionalTail.Create(request, noiseAge), Horizon);
        if (request.Trajectories is { } count)
        {
            Trajectories = count;
        }

        if (request.Trajectories is null || (gaussian && request.TimeStep is null))
        {
            Size();
        }

        if (gaussian && request.TimeStep is null)
        {
            ChooseStep();
        }

        if (request.Antithetic)
        {
            Trajectories += Trajectories % 2;
        }

        work.Require(Horizon, TimeStep, Trajectories, ExpectedRelativeError);
    }

    /// <summary>Turns trajectories up to the horizon into the rate.</summary>
    public SampledResidenceTime Residence { get; }

    public double Horizon { get; }

    public double TimeStep { get; private set; }

    public double? RelativeStepError { get; private set; }

    public long Trajectories { get; private set; }

    public long PilotTrajectories { get; private set; }

    /// <summary>Expected steps or flips of a production trajectory.</summary>
    public double StepsPerTrajectory => work.Events(Horizon, TimeStep);

    private double ExpectedRelativeError { get; set; } = double.NaN;

    /// <summary>A fifth of a radian of the fastest motion.</summary>
    private double InitialStep() =>
        0.2 / double.Hypot(double.Hypot(request.Pair.Hyperfine, request.Pair.Dipolar), request.Pair.Broadening);

    /// <summary>Doubles the time until hardly anything is left of the Bloch vector, then interpolates the logarithm.</summary>
    private double FindHorizon()
    {
        double time = 1 / Math.Max(Math.Abs(request.Pair.Dipolar), request.Pair.Broadening);
        for (int doubling = 0; doubling < LargestDoublings; doubling++, time *= 2)
        {
            work.RequireLength(time, TimeStep);
            long scouts = time * request.Pair.ElectronRate > SelfAveraging ? SelfAveragingScouts : ScoutTrajectories;
            TrajectoryEnsemble ensemble = Run([time / 2, time], scouts, 2, SelectLengths);
            double early = Math.Log(ensemble.Moments.Mean[0]) / 2, late = Math.Log(ensemble.Moments.Mean[1]) / 2;
            double target = Math.Log(ResidualLength);
            if (late <= target)
            {
                return time / 2 * (1 + Math.Clamp((early - target) / (early - late), 0, 1));
            }
        }

        throw new InvalidOperationException($"z does not decay within {time} s; the residence time cannot be sampled.");
    }

    /// <summary>
    /// Refuses at once what the length of the trajectories forbids. The Bloch vector shrinks no faster than e^{−Γ2 t}, and takes
    /// some eight residence times where one rate describes its decay.
    /// </summary>
    private void RequireFeasible(double residence)
    {
        double time = -Math.Log(ResidualLength) * Math.Max(residence, 1 / request.Pair.Broadening);
        work.RequireLength(time, TimeStep);
        double fewest = request.Trajectories ?? SmallestRun;
        work.Require(time, TimeStep, fewest + (request.IsGaussian && request.TimeStep is null ? LargestSizing : 0), double.NaN);
    }

    /// <summary>
    /// Finds the scatter of single trajectories, first from one block; where the target needs a longer run than
    /// <see cref="SmallestRun"/>, or the step needs a precise error, from a sizing run of up to <see cref="LargestSizing"/>.
    /// </summary>
    private void Size()
    {
        long sizing = request.TargetError is null || request.Trajectories is not null ? LargestSizing : SmallestSizing;
        double relative = RelativeError(sizing);
        if (request.Trajectories is null)
        {
            double target = request.TargetError ?? throw new ArgumentException("Trajectories or TargetError must be given.", nameof(request));
            long needed = Needed(sizing, relative / target);
            if (needed > SmallestRun)
            {
                sizing = Math.Min(LargestSizing, needed);
                relative = RelativeError(sizing);
                needed = Needed(sizing, relative / target);
            }

            Trajectories = needed;
        }

        ExpectedRelativeError = relative * Math.Sqrt((double)sizing / Trajectories);
    }

    private double RelativeError(long trajectories)
    {
        TrajectoryEnsemble ensemble = Run([Horizon / 2, Horizon], trajectories, SampledResidenceTime.Dimension, Residence.Select);
        return Residence.RelativeStandardError(ensemble.Moments);
    }

    /// <summary>
    /// Trajectories for the target, from a sizing run that missed it by the factor <paramref name="ratio"/>. The margin is two
    /// standard deviations of a ratio of normal sample variances, so that neither run's own error leaves the target just missed.
    /// </summary>
    private static long Needed(long sizing, double ratio)
    {
        double expected = Math.Clamp(sizing * ratio * ratio, SmallestRun, 1L << 40);
        double margin = 1 + (2 * Math.Sqrt((2.0 / sizing) + (2.0 / expected)));
        return (long)Math.Clamp(Math.Ceiling(sizing * ratio * ratio * margin), SmallestRun, 1L << 40);
    }

    /// <summary>Measures the step error on shared paths and scales the step so that it stays small against the standard error.</summary>
    private void ChooseStep()
    {
        TrajectoryEnsemble ensemble = new(PairKernels.CreateRefinement(request, Horizon, TimeStep), null, request.Threads);
        ensemble.Run(LargestSizing, 2, SelectIntegrals, cancellationToken, Report(work.Events(Horizon, TimeStep)));
        cancellationToken.ThrowIfCancellationRequested();
        PilotTrajectories += LargestSizing;
        MomentAccumulator moments = ensemble.Moments;
        double difference = moments.Mean[1] - moments.Mean[0];
        double spread = Math.Sqrt(Math.Max(0,
            moments.CovarianceOfMean(0, 0) + moments.CovarianceOfMean(1, 1) - (2 * moments.CovarianceOfMean(0, 1))));

        // The fine step carries a third of the difference; W = 1/(2T) has the opposite sign.
        double fineStep = new StepGrid([Horizon], TimeStep, multiple: 2).Steps[0];
        double relative = -difference / 3 / moments.Mean[0];
        double bound = (Math.Abs(difference) + (2 * spread)) / 3 / moments.Mean[0];
        double scale = Math.Sqrt(BiasShare * ExpectedRelativeError / bound);
        double chosen = fineStep * Math.Clamp(scale, 1.0 / 64, 2);
        RelativeStepError = relative * chosen * chosen / (fineStep * fineStep);
        TimeStep = chosen;
    }

    private TrajectoryEnsemble Run(double[] outputTimes, long count, int dimension, TrajectoryEnsemble.Selector select)
    {
        TrajectoryEnsemble ensemble = PairKernels.CreateEnsemble(request, StreamPurpose.Pilot, outputTimes, TimeStep);
        ensemble.Run(count, dimension, select, cancellationToken, Report(work.Events(outputTimes[^1], TimeStep)));
        cancellationToken.ThrowIfCancellationRequested();
        PilotTrajectories += count;
        return ensemble;
    }

    private StageProgress? Report(double steps) => progress is null ? null : new StageProgress(progress, steps, isPilot: true);

    /// <summary>Squared length of the Bloch vector at both outputs.</summary>
    private static void SelectLengths(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        for (int output = 0; output < 2; output++)
        {
            ReadOnlySpan<double> v = samples[(output * TrajectoryBlock.Components * size)..];
            for (int i = 0; i < size; i++)
            {
                rows[(output * size) + i] = (v[i] * v[i]) + (v[size + i] * v[size + i]) + (v[(2 * size) + i] * v[(2 * size) + i]);
            }
        }
    }

    /// <summary>∫z dt of the fine and of the coarse path.</summary>
    private static void SelectIntegrals(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        samples.Slice(TrajectoryBlock.Integral * size, size).CopyTo(rows);
        samples.Slice((TrajectoryBlock.Components + TrajectoryBlock.Integral) * size, size).CopyTo(rows[size..]);
    }
}
