using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>
/// The grid kernel against a loop over single trajectories that counts steps down to the next flip and multiplies by one-step propagators: the same
/// random bits, none of the powers, packing or vectors.
/// </summary>
public class TelegraphGridPathTests
{
    private const int Trajectories = 40 * TrajectoryBlock.Size;
    private static readonly double[] Times = [0.0, 0.45, 1.0, 1.05, 5.0];
    private const double LargestStep = 0.11;

    [Theory]
    [InlineData("electron-telegraph", 0.002)] // hardly any flips
    [InlineData("electron-telegraph", 0.7)]
    [LongInlineData("electron-telegraph", 9.0)]
    [LongInlineData("electron-telegraph", 1e4)] // flip probability 0.275 and 0.725 to the last bit
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
        foreach (LaneWidth width in new[] { LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512 })
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

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(0.7, 1025)]
    [InlineData(0.02, 40_000)]
    public void Powers_are_products_of_single_steps(double hyperfine, int steps)
    {
        // Every digit of the number of steps, against the closed form; the trapezium sum against the sum of its terms.
        const double step = 0.013;
        BlochModes modes = new(hyperfine, 0.9, 0.05);
        GridPowers powers = new(new BlochModes(-0.3, 0.9, 0.05), modes, step, steps);
        double[] v = [0.2, -0.5, 0.7, 1.5];
        double[] start = [.. v[..3]];
        double sum = 1.5;
        for (int n = 0; n <= steps; n++)
        {
            double[,] m = modes.Propagator(n * step).Propagator;
            sum += (n == 0 || n == steps ? step / 2 : step) * ((m[2, 0] * start[0]) + (m[2, 1] * start[1]) + (m[2, 2] * start[2]));
        }

        powers.Move(1, steps, ref v[0]);
        double[,] exact = modes.Propagator(steps * step).Propagator;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((exact[i, 0] * start[0]) + (exact[i, 1] * start[1]) + (exact[i, 2] * start[2]), v[i], 1e-14);
        }

        Assert.Equal(sum, v[3], 1e-12);
        Assert.True(powers.Covers(steps));
    }

    /// <summary>One trajectory after another with scalar arithmetic of the standard library.</summary>
    private sealed class PlainGrid(PairTrajectoryRequest request, double[] times, double largestStep)
    {
        private readonly StepGrid grid = new(times, largestStep, multiple: 1);
        private readonly MarkovChainNoise law = (MarkovChainNoise)request.Noise.Process(request.Pair.Polarization, request.Pair.ElectronRate);
        private readonly Dictionary<(int Value, double Step), double[,]> propagators = [];

        /// <summary>x, y, z, ∫z, ξ at every output time.</summary>
        public double[] Run(long trajectory, ref long flips)
        {
            StreamKey key = new(request.Seed, request.StudyPoint);
            RandomStream stream = new(key, trajectory);
            int value = stream.NextUniform() < law.Populations[1] + Variates.UniformResolution ? 1 : 0;
            double wait = 0, before0 = 0;
            double word = stream.NextExponential();
            double[] v = [0, 0, 1], output = new double[TrajectoryBlock.Components * times.Length];
            double integral = 0, spare = 0;
            bool hasSpare = false, drawn = false;
            for (int k = 0; k < times.Length; k++)
            {
                if (grid.Counts[k] > 0)
                {
                    double h = grid.Steps[k];
                    if (!drawn)
                    {
                        (wait, drawn) = (Wait(value, h, word), true);
                    }
                    else if (Math.Abs(h - before0) > 1e-12 * h)
                    {
                        bool flips0 = stream.NextUniform() <= Probability(value, (h + before0) / 2);
                        double fresh = Wait(value, h, stream.NextExponential());
                        wait = flips0 ? 0 : fresh;
                    }

                    before0 = h;
                }

                hasSpare = false; // what is left of a pair of words at the end of an interval is not used
                for (long n = 0; n < grid.Counts[k]; n++, wait--)
                {
                    if (wait == 0)
                    {
                        value = 1 - value;
                        flips++;
                        if (!hasSpare)
                        {
                            double now = stream.NextExponential();
                            (spare, hasSpare) = (stream.NextExponential(), true);
                            wait = Wait(value, grid.Steps[k], now);
                        }
                        else
                        {
                            (wait, hasSpare) = (Wait(value, grid.Steps[k], spare), false);
                        }
                    }

                    double before = v[2];
                    v = Multiply(Propagator(value, grid.Steps[k]), v);
                    integral += grid.Steps[k] * (before + v[2]) / 2;
                }

                new[] { v[0], v[1], v[2], integral, law.Values[value] }.CopyTo(output, TrajectoryBlock.Components * k);
            }

            return output;
        }

        /// <summary>Steps until the flip: more than m with probability (1 − p)^m.</summary>
        private double Wait(int value, double step, double exponential)
        {
            double p = Probability(value, step);
            return 1 + Math.Floor(exponential / -(p < 1e-5 ? -p - (p * p / 2) : Math.Log(1 - p)));
        }

        private double Probability(int value, double time) =>
            law.Populations[1 - value] * -BlochModes.ExpMinusOne(-(law.ExitRate(0) + law.ExitRate(1)) * time);

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
