using LindbladVerify.Dynamics.Random;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Monte Carlo over noise trajectories of the two-level flip-flop pair. Telegraph and fluctuator noises are followed
/// exactly from flip to flip; Gaussian noise by Strang splitting with exactly drawn phases. Results depend on the seed
/// alone: not on threads, vector width or batches.
/// </summary>
public static class PairTrajectories
{
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
        if (request.Trajectories is null && request.TargetError is null)
        {
            throw new ArgumentException("Neither Trajectories nor TargetError is given; one of them must be.", nameof(request));
        }

        RatePilot pilot = new(request, cancellationToken);
        double[] outputTimes = [pilot.Horizon / 2, pilot.Horizon];
        TrajectoryEnsemble ensemble = PairKernels.CreateEnsemble(request, StreamPurpose.Production, outputTimes, pilot.TimeStep);
        ensemble.Run(pilot.Trajectories, ResidenceTime.Dimension, ResidenceTime.Select, cancellationToken, progress);
        if (ensemble.Completed < Math.Min(pilot.Trajectories, 2 * TrajectoryBlock.Size))
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return Summarise(request, pilot, ensemble);
    }

    private static MonteCarloRateEstimate Summarise(PairTrajectoryRequest request, RatePilot pilot, TrajectoryEnsemble ensemble)
    {
        (double rate, double error, double tail, double late) = ResidenceTime.Estimate(ensemble.Moments);
        bool gaussian = request.Noise.Kind == PairNoiseKind.OrnsteinUhlenbeck;
        TrajectoryStatistics statistics = new()
        {
            Horizon = pilot.Horizon,
            TimeStep = gaussian ? pilot.TimeStep : null,
            RelativeStepError = pilot.RelativeStepError,
            TailFraction = tail,
            LateDecayRate = double.IsNaN(late) ? null : late,
            BatchStandardError = ensemble.BlockMeans.Count < 8 ? null : ResidenceTime.Estimate(ensemble.BlockMeans).StandardError,
            PilotTrajectories = pilot.PilotTrajectories,
            PlannedTrajectories = pilot.Trajectories,
            Cancelled = ensemble.Completed < pilot.Trajectories,
            TargetReached = request.TargetError is { } target ? error <= target * Math.Abs(rate) : null,
        };
        return new MonteCarloRateEstimate(rate, error, ensemble.Completed, request.Seed, statistics);
    }
}
