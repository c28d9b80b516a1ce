using LindbladVerify.Dynamics.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Chooses the kernel for a request: law of the noise, kind of the modes, vector width.</summary>
internal static class PairKernels
{
    /// <summary>An ensemble over the kernel of a request, with the mirrored kernel beside it for antithetic runs.</summary>
    /// <param name="request">A validated request.</param>
    /// <param name="purpose">Which random streams to read.</param>
    /// <param name="outputTimes">Increasing times in s.</param>
    /// <param name="timeStep">Largest step for Gaussian noise; ignored by telegraph noises.</param>
    public static TrajectoryEnsemble CreateEnsemble(
        PairTrajectoryRequest request, StreamPurpose purpose, double[] outputTimes, double timeStep)
    {
        StreamKey key = new(request.Seed, request.StudyPoint, purpose);
        ITrajectoryKernel kernel = Create(request, outputTimes, timeStep, key, mirrored: false);
        ITrajectoryKernel? mirror = request.Antithetic ? Create(request, outputTimes, timeStep, key, mirrored: true) : null;
        return new TrajectoryEnsemble(kernel, mirror, request.Threads);
    }

    /// <summary>The kernel alone, not mirrored.</summary>
    public static ITrajectoryKernel CreateKernel(PairTrajectoryRequest request, StreamPurpose purpose, double[] outputTimes, double timeStep) =>
        Create(request, outputTimes, timeStep, new StreamKey(request.Seed, request.StudyPoint, purpose), mirrored: false);

    /// <summary>The kernel that follows every path with a step and with half of it (see <see cref="StepRefinementKernel{T}"/>).</summary>
    public static ITrajectoryKernel CreateRefinement(PairTrajectoryRequest request, double horizon, double timeStep)
    {
        StreamKey key = new(request.Seed, request.StudyPoint, StreamPurpose.Pilot);
        StepGrid grid = new([horizon], timeStep, multiple: 2);
        return LaneWidths.Resolve(request.Width) switch
        {
            LaneWidth.Vector512 => new StepRefinementKernel<Lanes512>(request, grid, key),
            LaneWidth.Vector256 => new StepRefinementKernel<Lanes256>(request, grid, key),
            _ => new StepRefinementKernel<ScalarLane>(request, grid, key),
        };
    }

    /// <summary>Bound on the rounding error that a step or flip adds, relative to the Bloch vector.</summary>
    public static double RelativeRounding(PairTrajectoryRequest request)
    {
        NuclearPair pair = request.Pair;
        IEnumerable<double> values = request.Process().Chain?.Values ?? [0.0];
        return values.Max(ξ => new BlochModes(pair.Hyperfine * ξ, pair.Dipolar, pair.Broadening).RelativeError);
    }

    private static ITrajectoryKernel Create(
        PairTrajectoryRequest request, double[] outputTimes, double timeStep, StreamKey key, bool mirrored) =>
        LaneWidths.Resolve(request.Width) switch
        {
            LaneWidth.Vector512 => Create<Lanes512>(request, outputTimes, timeStep, key, mirrored),
            LaneWidth.Vector256 => Create<Lanes256>(request, outputTimes, timeStep, key, mirrored),
            _ => Create<ScalarLane>(request, outputTimes, timeStep, key, mirrored),
        };

    private static ITrajectoryKernel Create<T>(
        PairTrajectoryRequest request, double[] outputTimes, double timeStep, StreamKey key, bool mirrored)
        where T : struct, ILanes<T>
    {
        NuclearPair pair = request.Pair;
        (double Δ, double D, double Γ2) = (pair.Hyperfine, pair.Dipolar, pair.Broadening);
        NoiseProcess process = request.Process();
        if (process.Gaussian is { } gaussian)
        {
            return new OrnsteinUhlenbeckKernel<T>(gaussian, Δ, D, Γ2, new StepGrid(outputTimes, timeStep, multiple: 1), key, mirrored);
        }

        MarkovChainNoise law = process.Chain!;
        law = mirrored ? Mirror(law) : law;
        if (law.Values.Count == 2)
        {
            BlochModes modes0 = new(Δ * law.Values[0], D, Γ2), modes1 = new(Δ * law.Values[1], D, Γ2);
            if (request.GridStep is not { } step)
            {
                return CreateTelegraph<T>(law, modes0, modes1, outputTimes, key);
            }

            StepGrid grid = new(outputTimes, step, multiple: 1);
            return law.Values[0] == -law.Values[1]
                ? new TelegraphGridKernel<T, OppositeValuesMotion<T>>(law, modes0, modes1, grid, key)
                : new TelegraphGridKernel<T, TwoValueMotion<T>>(law, modes0, modes1, grid, key);
        }

        MarkovChainTable table = new(law, Δ, D, Γ2);
        return table.AnyOverdamped
            ? new MarkovChainFlipKernel<T, MixedPair>(table, outputTimes, key)
            : new MarkovChainFlipKernel<T, OscillatingPair>(table, outputTimes, key);
    }

    /// <summary>The same jumps between the values in reverse order: for a law symmetric about its mean, the mirror image of every path.</summary>
    private static MarkovChainNoise Mirror(MarkovChainNoise law)
    {
        int n = law.Values.Count;
        double[,] rates = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                rates[i, j] = i == j ? 0 : law.Rate(i, j);
            }
        }

        return new MarkovChainNoise([.. law.Values.Reverse()], rates);
    }

    private static ITrajectoryKernel CreateTelegraph<T>(
        MarkovChainNoise law, BlochModes modes0, BlochModes modes1, double[] outputTimes, StreamKey key)
        where T : struct, ILanes<T> =>
        (modes0.Oscillates, modes1.Oscillates) switch
        {
            (true, true) => new TelegraphFlipKernel<T, OscillatingPair, OscillatingPair>(law, modes0, modes1, outputTimes, key),
            (true, false) => new TelegraphFlipKernel<T, OscillatingPair, OverdampedPair>(law, modes0, modes1, outputTimes, key),
            (false, true) => new TelegraphFlipKernel<T, OverdampedPair, OscillatingPair>(law, modes0, modes1, outputTimes, key),
            _ => new TelegraphFlipKernel<T, OverdampedPair, OverdampedPair>(law, modes0, modes1, outputTimes, key),
        };
}
