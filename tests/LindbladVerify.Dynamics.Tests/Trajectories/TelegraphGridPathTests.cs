using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>
/// The grid kernel against a loop over single trajectories that multiplies by one-step propagators: the same random
/// bits, none of the leaps, packing or vectors.
/// </summary>
public class TelegraphGridPathTests
{
    private const int Trajectories = 40 * TrajectoryBlock.Size;
    private static readonly double[] Times = [0.0, 0.45, 1.0, 1.05, 5.0];
    private const double LargestStep = 0.11;

    [Theory]
    [InlineData("electron-telegraph", 0.002)] // every vector leaps nearly always
    [InlineData("electron-telegraph", 0.7)]
    [InlineData("electron-telegraph", 9.0)] // hardly any does
    [InlineData("electron-telegraph", 1e4)] // flip probability 0.275 and 0.725 to the last bit
    [InlineData("symmetric-telegraph", 0.7)]
    public void Paths_are_those_of_a_plain_loop(string noise, double rate)
    {
        PairTrajectoryRequest request = new()
        {
            Pair = new(0.9, 1.6, 0.45, rate, 1.3), Noise = ElectronNoise.Parse(noise), Seed = 0x1234_5678_9ABC, StudyPoint = 7, TimeStep = LargestStep,
        };
        PlainGrid plain = new(request, Times, LargestStep);
        double worst = 0;
        long flips = 0;
        foreach (LaneWidth width in new[] { LaneWidth.Scalar, LaneWidth.Vector256, LaneWidth.Vector512 })
        {
            ITrajectoryKernel kernel = PairKernels.CreateKernel(request with { Width = width }, StreamPurpose.Production, Times, LargestStep);
            double[] samples = new double[Times.Length * TrajectoryBlock.Components * TrajectoryBlock.Size];
            foreach (long first in new[] { 0L, (1L << 32) - TrajectoryBlock.Size, 1L << 40 })
            {
                for (long block = 0; block < Trajectories; block += TrajectoryBlock.Size)
                {
                    kernel.Run(first + block, TrajectoryBlock.Size, samples, CancellationToken.None);
                    for (int i = 0; i < TrajectoryBlock.Size; i++)
                    {
                        double[] expected = plain.Run(first + block + i, ref flips);
                        for (int k = 0; k < expected.Length; k++)
                        {
                            worst = Math.Max(worst, Math.Abs(expected[k] - samples[(k * TrajectoryBlock.Size) + i]));
                        }
                    }
                }
            }
        }

        // 46 contracting steps of rounding in numbers up to 5 (the integral): some 1e-15 each way.
        Assert.InRange(worst, 1e-17, 4e-14);
        Assert.True(flips > 50, $"only {flips} flips");
    }

    [Fact]
    public void Undecided_bits_are_met()
    {
        // What Paths_are_those_of_a_plain_loop covers: draws equal to the leading bits of the threshold do occur in it.
        PairTrajectoryRequest request = new() { Pair = new(0.9, 1.6, 0.45, 0.7, 1.3), Seed = 0x1234_5678_9ABC, StudyPoint = 7 };
        PlainGrid plain = new(request, Times, LargestStep);
        long flips = 0;
        for (long i = 0; i < Trajectories; i++)
        {
            plain.Run(i, ref flips);
        }

        Assert.InRange(plain.Undecided, 1, 10); // 2560 · 46 / 65536 = 1.8 expected
    }

    /// <summary>One trajectory after another with scalar arithmetic of the standard library.</summary>
    private sealed class PlainGrid(PairTrajectoryRequest request, double[] times, double largestStep)
    {
        private readonly StepGrid grid = new(times, largestStep, multiple: 1);
        private readonly MarkovChainNoise law = (MarkovChainNoise)request.Noise.Process(request.Pair.Polarization, request.Pair.ElectronRate);
        private readonly Dictionary<(int Value, double Step), double[,]> propagators = [];

        public int Undecided { get; private set; }

        /// <summary>x, y, z, ∫z, ξ at every output time.</summary>
        public double[] Run(long trajectory, ref long flips)
        {
            StreamKey key = new(request.Seed, request.StudyPoint);
            RandomStream stream = new(key, trajectory);
            int value = stream.NextUniform() < law.Populations[1] + Variates.UniformResolution ? 1 : 0;
            stream.NextWord();
            double[] v = [0, 0, 1], output = new double[TrajectoryBlock.Components * times.Length];
            double integral = 0;
            ulong word = 0;
            long step = 0;
            for (int k = 0; k < times.Length; k++)
            {
                for (long n = 0; n < grid.Counts[k]; n++, step++)
                {
                    word = step % 4 == 0 ? stream.NextWord() : word << 16;
                    double time = n > 0 ? grid.Steps[k] : k == 0 ? 0 : (grid.Steps[k - 1] + grid.Steps[k]) / 2;
                    if (Flips((int)(word >> 48), time, value, trajectory, step))
                    {
                        value = 1 - value;
                        flips++;
                    }

                    double before = v[2];
                    v = Multiply(Propagator(value, grid.Steps[k]), v);
                    integral += grid.Steps[k] * (before + v[2]) / 2;
                }

                new[] { v[0], v[1], v[2], integral, law.Values[value] }.CopyTo(output, TrajectoryBlock.Components * k);
            }

            return output;
        }

        private bool Flips(int bits, double time, int value, long trajectory, long step)
        {
            double loss = -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * time);
            double threshold = law.Populations[1 - value] * loss * 65536, leading = Math.Floor(threshold);
            if (bits != leading)
            {
                return bits < leading;
            }

            Undecided++;
            StreamKey key = new(request.Seed, request.StudyPoint, StreamPurpose.Refinement);
            (uint low, uint high, _, _) = Philox4x32.Block(
                (uint)step, key.StudyPoint, (uint)trajectory, key.PurposeWord | (uint)(trajectory >> 32), key.KeyLow, key.KeyHigh);
            return (((ulong)high << 32) | low) >> 16 < (ulong)Math.Floor((threshold - leading) * Math.ScaleB(1, 48));
        }

        private double[,] Propagator(int value, double step)
        {
            if (!propagators.TryGetValue((value, step), out double[,]? propagator))
            {
                BlochModes modes = new(request.Pair.Hyperfine * law.Values[value], request.Pair.Dipolar, request.Pair.Broadening);
                propagators[(value, step)] = propagator = modes.Propagator(step).Propagator;
            }

            return propagator;
        }

        private static double[] Multiply(double[,] m, double[] v) =>
            [.. Enumerable.Range(0, 3).Select(i => (m[i, 0] * v[0]) + (m[i, 1] * v[1]) + (m[i, 2] * v[2]))];
    }
}
