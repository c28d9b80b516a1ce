using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Benchmarks.Trajectories;

/// <summary>
/// One measurement for benchmarks/peers: `peers WORK TRAJECTORIES STEPS THREADS SEED [WIDTH]` with WORK = telegraph-grid,
/// ornstein-uhlenbeck or telegraph-flips, and WIDTH a <see cref="LaneWidth"/>, of itself the widest. Prints one JSON object; compilation and a warm-up are not timed.
/// </summary>
internal static class PeerRun
{
    private const double TimeStep = 1e-8;

    private static readonly PairTrajectoryRequest Base = new()
    {
        Pair = new(76e3, 8e6, 0.7, 2e6, 7e4),
    };

    public static int Run(string[] args)
    {
        if (args.Length is not (5 or 6))
        {
            Console.Error.WriteLine("usage: peers telegraph-grid|ornstein-uhlenbeck|telegraph-flips TRAJECTORIES STEPS THREADS SEED [WIDTH]");
            return 2;
        }

        bool gaussian = string.Equals(args[0], "ornstein-uhlenbeck", StringComparison.Ordinal);
        bool flipByFlip = string.Equals(args[0], "telegraph-flips", StringComparison.Ordinal);
        long trajectories = long.Parse(args[1], CultureInfo.InvariantCulture);
        int steps = int.Parse(args[2], CultureInfo.InvariantCulture);
        LaneWidth width = args.Length == 6 ? Enum.Parse<LaneWidth>(args[5], ignoreCase: true) : LaneWidth.Auto;
        PairTrajectoryRequest request = Base with
        {
            Width = width,
            Threads = int.Parse(args[3], CultureInfo.InvariantCulture),
            Seed = ulong.Parse(args[4], CultureInfo.InvariantCulture),
            Noise = gaussian ? ElectronNoise.OrnsteinUhlenbeck : ElectronNoise.ElectronTelegraph,
            TimeStep = flipByFlip ? null : TimeStep,
        };
        double time = steps * TimeStep;
        double flips = time * Base.Pair.ElectronRate * (1 - (Base.Pair.Polarization * Base.Pair.Polarization)) / 2;

        // The runtime compiles a kernel for good after some tens of calls, in the background.
        for (int i = 0; i < 5; i++)
        {
            Simulate(request with { Seed = 1 }, time, Math.Min(trajectories, 4096));
            Thread.Sleep(200);
        }

        // Long enough for the clock of the processor: more trajectories where they are quick.
        MomentAccumulator moments;
        double seconds, processor;
        for (; ; trajectories *= 4)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            Stopwatch clock = Stopwatch.StartNew();
            moments = Simulate(request, time, trajectories);
            seconds = clock.Elapsed.TotalSeconds;
            processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            if (processor > 0.2)
            {
                break;
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            program = "LindbladVerify",
            work = args[0],
            seconds,
            processorSeconds = processor,
            events = trajectories * (flipByFlip ? flips : steps),
            z = moments.Mean[0],
            zStandardError = Math.Sqrt(moments.CovarianceOfMean(0, 0)),
            integral = moments.Mean[1],
            integralStandardError = Math.Sqrt(moments.CovarianceOfMean(1, 1)),
            lanes = LaneWidths.Resolve(width).ToString(),
        }));
        return 0;
    }

    private static MomentAccumulator Simulate(PairTrajectoryRequest request, double time, long trajectories)
    {
        TrajectoryEnsemble ensemble = PairKernels.CreateEnsemble(request, StreamPurpose.Production, [time], request.TimeStep ?? 0);
        ensemble.Run(trajectories, 2, Select, CancellationToken.None);
        return ensemble.Moments;
    }

    private static void Select(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        samples.Slice(2 * size, 2 * size).CopyTo(rows);
    }
}
