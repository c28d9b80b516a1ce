using System.Runtime.CompilerServices;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

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
            LaneWidth.Vector128 => new StepRefinementKernel<Lanes128>(request, grid, key),
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
            LaneWidth.Vector128 => Create<Lanes128>(request, outputTimes, timeStep, key, mirrored),
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

            return new TelegraphGridKernel<T>(law, modes0, modes1, new StepGrid(outputTimes, step, multiple: 1), key);
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

/// <summary>
/// Carries whole trajectories of the two-level system from z = 1 through a list of output times. A kernel holds only
/// constants: it can be shared by threads, and a trajectory's numbers depend on its index alone.
/// </summary>
internal interface ITrajectoryKernel
{
    /// <summary>Number of output times.</summary>
    int OutputCount { get; }

    /// <summary>
    /// Runs trajectories first … first + count − 1, count a multiple of <see cref="TrajectoryBlock.Granularity"/>, and writes, for output k and component c
    /// (x, y, z, ∫0^t z dt, ξ), trajectory first + i to
    /// samples[(<see cref="TrajectoryBlock.Components"/> k + c)·<see cref="TrajectoryBlock.Size"/> + i]. Once cancelled it returns
    /// soon, at any place in a trajectory, and the samples mean nothing.
    /// </summary>
    void Run(long first, int count, Span<double> samples, CancellationToken cancellation);
}

/// <summary>The fixed unit of work and of partial sums.</summary>
internal static class TrajectoryBlock
{
    /// <summary>Trajectories in a block: a multiple of every lane count, the same for every run.</summary>
    public const int Size = 64;

    /// <summary>Kernels run multiples of this many trajectories: two of the widest vectors.</summary>
    public const int Granularity = 16;

    /// <summary>Components stored per output: x, y, z, ∫z dt, noise value ξ.</summary>
    public const int Components = 5;

    /// <summary>The place of ∫z dt among them.</summary>
    public const int Integral = 3;

    /// <summary>The place of ξ among them.</summary>
    public const int Noise = 4;

    /// <summary>Steps or flips between two looks at the token: a millisecond or less.</summary>
    public const int StepsBetweenLooks = 1 << 12;
}

/// <summary>How the pair of modes moves: chosen per noise value at compile time, so that a kernel computes only what it needs.</summary>
internal interface IPairMode
{
    /// <summary>e^{at} times the (hyperbolic) cosine and sine of bt, and the sign of the upper off-diagonal element.</summary>
    static abstract void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>;
}

/// <summary>A complex pair: decaying rotation.</summary>
internal readonly struct OscillatingPair : IPairMode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        LaneMath.Exp(rate * time, out T decay, out _);
        LaneMath.SinCos(frequency * time, out sin, out cos);
        cos = decay * cos;
        sin = decay * sin;
        upper = T.Broadcast(0.0) - sin;
    }
}

/// <summary>A real pair: two decays.</summary>
internal readonly struct OverdampedPair : IPairMode
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        LaneMath.Exp((rate + frequency) * time, out T slow, out _);
        LaneMath.Exp((rate - frequency) * time, out T fast, out _);
        cos = T.Broadcast(0.5) * (slow + fast);
        sin = T.Broadcast(0.5) * (slow - fast);
        upper = sin;
    }
}

/// <summary>Either kind per lane: a negative frequency marks a real pair.</summary>
internal readonly struct MixedPair : IPairMode
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Decay<T>(T rate, T frequency, T time, out T cos, out T sin, out T upper)
        where T : struct, ILanes<T>
    {
        T magnitude = frequency & T.BroadcastBits(0x7FFFFFFFFFFFFFFF);
        T overdamped = T.LessThan(frequency, T.Broadcast(0.0));
        OverdampedPair.Decay(rate, magnitude, time, out T hyperbolicCos, out T hyperbolicSin, out T hyperbolicUpper);
        OscillatingPair.Decay(rate, magnitude, time, out cos, out sin, out upper);
        cos = T.Select(overdamped, hyperbolicCos, cos);
        sin = T.Select(overdamped, hyperbolicSin, sin);
        upper = T.Select(overdamped, hyperbolicUpper, upper);
    }
}
