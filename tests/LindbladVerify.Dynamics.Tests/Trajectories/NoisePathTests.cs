using LindbladVerify.Dynamics.Random;
using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

public class NoisePathTests
{
    private const double Δ = 1.6, D = 0.9, Γ2 = 1.3;

    // A chain without detailed balance, so that a confusion of i → j with j → i shows.
    private static readonly MarkovChainNoise Cycle = new(
        [0.7, -1.1, 0.2], new[,] { { 0, 1.3, 0.1 }, { 0.2, 0, 0.9 }, { 1.7, 0.05, 0 } });

    [Fact]
    public void Chain_path_has_the_stationary_law_and_the_autocorrelation_of_its_generator()
    {
        Matrix<double> generator = Matrix<double>.Build.Dense(3, 3, (i, j) => i == j ? -Cycle.ExitRate(i) : Cycle.Rate(i, j));
        Vector<double> p = Vector<double>.Build.DenseOfEnumerable(Cycle.Populations);
        Assert.True((p * generator).L2Norm() < 1e-15);
        Vector<double> values = Vector<double>.Build.DenseOfEnumerable(Cycle.Values);
        double lag = 0.8;
        double[] first = new double[40000], product = new double[40000];
        for (int n = 0; n < first.Length; n++)
        {
            NoisePath path = NoisePathSampler.Sample(Cycle, lag, new StreamKey(4), n);
            first[n] = path.Values[0];
            product[n] = path.Values[0] * path.Values[^1];
        }

        AssertMean(first, p.DotProduct(values));
        AssertMean(product, p.PointwiseMultiply(values).DotProduct(BlochModesTests.Exponential(generator * lag) * values));
    }

    [Fact]
    public void Replayed_chain_path_is_the_trajectory_of_the_kernel()
    {
        const double end = 6.0;
        StreamKey key = new(8, 2);
        MarkovChainFlipKernel<Lanes512, MixedPair> kernel = new(new MarkovChainTable(Cycle, Δ, D, Γ2), [end], key);
        double[] samples = new double[TrajectoryBlock.Components * TrajectoryBlock.Size];
        kernel.Run(0, TrajectoryBlock.Size, samples, CancellationToken.None);
        for (int n = 0; n < TrajectoryBlock.Size; n++)
        {
            NoisePath path = NoisePathSampler.Sample(Cycle, end, key, n);
            BlochVector v = PathReplay.Propagate(path, Δ, D, Γ2)[^1];
            Assert.Equal(v.X, samples[n], 1e-12);
            Assert.Equal(v.Z, samples[(2 * TrajectoryBlock.Size) + n], 1e-12);
            Assert.Equal(v.Integral, samples[(3 * TrajectoryBlock.Size) + n], 1e-12);
            Assert.Equal(path.Values[^1], samples[(TrajectoryBlock.Noise * TrajectoryBlock.Size) + n], 1e-12);
        }
    }

    [Fact]
    public void Replayed_Gaussian_path_is_the_trajectory_of_the_kernel()
    {
        const double h = 0.05;
        const int steps = 61;
        StreamKey key = new(9);
        OrnsteinUhlenbeckNoise law = new(0.4, Math.Sqrt(0.84), 0.7);
        OrnsteinUhlenbeckKernel<Lanes256> kernel = new(law, Δ, D, Γ2, new StepGrid([steps * h], h, 1), key);
        double[] samples = new double[TrajectoryBlock.Components * TrajectoryBlock.Size];
        kernel.Run(0, TrajectoryBlock.Size, samples, CancellationToken.None);
        for (int n = 0; n < TrajectoryBlock.Size; n++)
        {
            NoisePath path = NoisePathSampler.SampleOrnsteinUhlenbeck(law.Mean, law.StandardDeviation, law.Rate, h, steps, key, n);
            BlochVector v = PathReplay.Propagate(path, Δ, D, Γ2)[^1];
            Assert.Equal(v.Y, samples[TrajectoryBlock.Size + n], 1e-12);
            Assert.Equal(v.Z, samples[(2 * TrajectoryBlock.Size) + n], 1e-12);
            Assert.Equal(v.Integral, samples[(3 * TrajectoryBlock.Size) + n], 1e-12);
            Assert.Equal(path.Values[^1], samples[(TrajectoryBlock.Noise * TrajectoryBlock.Size) + n], 1e-12);
        }
    }

    [Fact]
    public void Paths_survive_a_file_to_the_bit()
    {
        NoisePath[] paths =
        [
            NoisePathSampler.Sample(Cycle, 9.7, new StreamKey(1), 5),
            NoisePathSampler.SampleOrnsteinUhlenbeck(0.1, 0.7, 1.9, 0.03, 40, new StreamKey(1), 5),
            NoisePath.Create([0, 0.3, 1.1], [1, -2.5e-7, 3], PathInterpolation.Linear),
        ];
        foreach (NoisePath path in paths)
        {
            using StringWriter writer = new();
            NoisePathCsv.Write(path, writer);
            using StringReader reader = new(writer.ToString());
            NoisePath back = NoisePathCsv.Read(reader, path.Interpolation == PathInterpolation.Linear ? PathInterpolation.Linear : PathInterpolation.Step);
            Assert.Equal(path.Interpolation, back.Interpolation);
            Assert.Equal(path.Times, back.Times);
            Assert.Equal(path.Values, back.Values);
            Assert.Equal(path.Integrals, back.Integrals);
        }
    }

    [Fact]
    public void Linear_path_agrees_with_small_constant_pieces()
    {
        // The same ramp cut into 2^15 constant pieces at their middle values: error of order h², below 1e-9.
        NoisePath ramp = NoisePath.Create([0, 1.3, 2.0], [-0.6, 1.4, 0.2], PathInterpolation.Linear);
        List<double> times = [0], values = [];
        for (int k = 1; k < 3; k++)
        {
            const int pieces = 1 << 15;
            double h = (ramp.Times[k] - ramp.Times[k - 1]) / pieces;
            for (int i = 0; i < pieces; i++)
            {
                values.Add(ramp.Values[k - 1] + ((i + 0.5) / pieces * (ramp.Values[k] - ramp.Values[k - 1])));
                times.Add(i == pieces - 1 ? ramp.Times[k] : ramp.Times[k - 1] + ((i + 1) * h));
            }
        }

        values.Add(values[^1]);
        BlochVector stairs = PathReplay.Propagate(NoisePath.Create(times, values, PathInterpolation.Step), Δ, D, Γ2)[^1];
        BlochVector line = PathReplay.Propagate(ramp, Δ, D, Γ2)[^1];
        Assert.Equal(stairs.X, line.X, 2e-9);
        Assert.Equal(stairs.Y, line.Y, 2e-9);
        Assert.Equal(stairs.Z, line.Z, 2e-9);
        Assert.Equal(stairs.Integral, line.Integral, 2e-9);
    }

    [Fact]
    public void Bad_paths_and_files_are_refused_by_name()
    {
        Assert.Contains("times[2] = 1", Assert.Throws<ArgumentException>(() => NoisePath.Create([0, 1, 1], [0, 0, 0], PathInterpolation.Step)).Message, StringComparison.Ordinal);
        Assert.Contains("times[0] = 1", Assert.Throws<ArgumentException>(() => NoisePath.Create([1, 2], [0, 0], PathInterpolation.Step)).Message, StringComparison.Ordinal);
        Assert.Contains("values[1]", Assert.Throws<ArgumentException>(() => NoisePath.Create([0, 2], [0, double.NaN], PathInterpolation.Step)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NoisePath.Create([0], [0], PathInterpolation.Linear));
        Assert.Contains("line 1", Assert.Throws<FormatException>(() => Read("t,v\n0,1\n")).Message, StringComparison.Ordinal);
        Assert.Contains("line 3", Assert.Throws<FormatException>(() => Read("time,value\n0,1\n1\n")).Message, StringComparison.Ordinal);
        Assert.Contains("'x'", Assert.Throws<FormatException>(() => Read("time,value\n0,x\n")).Message, StringComparison.Ordinal);
    }

    private static NoisePath Read(string text)
    {
        using StringReader reader = new(text);
        return NoisePathCsv.Read(reader, PathInterpolation.Step);
    }

    private static void AssertMean(double[] sample, double expected)
    {
        double mean = sample.Average(), deviation = Math.Sqrt(sample.Average(v => (v - mean) * (v - mean)) / sample.Length);
        Assert.True(deviation < 0.01);
        Assert.InRange((mean - expected) / deviation, -4, 4);
    }
}
