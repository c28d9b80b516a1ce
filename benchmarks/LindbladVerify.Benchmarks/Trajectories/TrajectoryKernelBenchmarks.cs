using BenchmarkDotNet.Attributes;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Benchmarks.Trajectories;

/// <summary>One block of 64 trajectories over 2000 steps (or the flips of that time); divide by 128 000 for the cost per step.</summary>
[MemoryDiagnoser]
public class TrajectoryKernelBenchmarks
{
    private const int Steps = 2000;
    private const double TimeStep = 1e-8;
    private readonly double[] samples = new double[TrajectoryBlock.Components * TrajectoryBlock.Size];
    private ITrajectoryKernel kernel = null!;

    [Params("electron-telegraph", "electron-telegraph on a grid", "symmetric-telegraph on a grid", "ornstein-uhlenbeck", "fluctuators:5")]
    public string Noise { get; set; } = "";

    [Params(LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512)]
    public LaneWidth Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        PairTrajectoryRequest request = new()
        {
            Pair = new(76e3, 8e6, 0.7, 2e6, 7e4),
            Noise = ElectronNoise.Parse(Noise.Split(' ')[0]), Width = Width,
            TimeStep = Noise.EndsWith("grid", StringComparison.Ordinal) || Noise.StartsWith("ornstein", StringComparison.Ordinal) ? TimeStep : null,
        };
        kernel = PairKernels.CreateKernel(request, StreamPurpose.Production, [Steps * TimeStep], TimeStep);

        // Never time a kernel that does not agree with the scalar one.
        double[] reference = new double[samples.Length];
        PairKernels.CreateKernel(request with { Width = LaneWidth.Scalar }, StreamPurpose.Production, [Steps * TimeStep], TimeStep)
            .Run(0, TrajectoryBlock.Size, reference, CancellationToken.None);
        kernel.Run(0, TrajectoryBlock.Size, samples, CancellationToken.None);
        if (!samples.AsSpan().SequenceEqual(reference))
        {
            throw new InvalidOperationException($"{Width} and scalar lanes disagree for {Noise}.");
        }
    }

    [Benchmark]
    public double Block()
    {
        kernel.Run(0, TrajectoryBlock.Size, samples, CancellationToken.None);
        return samples[^1];
    }
}
