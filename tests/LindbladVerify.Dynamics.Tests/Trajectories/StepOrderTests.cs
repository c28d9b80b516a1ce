using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>Step errors of the two kernels that have a step, measured against the stated order 2.</summary>
public class StepOrderTests
{
    private static readonly PairTrajectoryRequest Strong = new()
    {
        Pair = new(0.9, 1.6, 0.45, 0.7, 1.3), Seed = 5,
    };

    [Fact]
    public void Gaussian_step_error_falls_with_the_square_of_the_step()
    {
        // Fine minus coarse on shared paths is 3 c h² + O(h⁴): its own noise is far below it.
        double[] steps = [0.25, 0.125, 0.0625], errors = new double[3];
        for (int k = 0; k < 3; k++)
        {
            TrajectoryEnsemble ensemble = new(PairKernels.CreateRefinement(Strong, 20, steps[k]), null, 0);
            ensemble.Run(8192, 2, SelectIntegrals, CancellationToken.None);
            MomentAccumulator m = ensemble.Moments;
            errors[k] = m.Mean[1] - m.Mean[0];
            double standardError = Math.Sqrt(m.CovarianceOfMean(0, 0) + m.CovarianceOfMean(1, 1) - (2 * m.CovarianceOfMean(0, 1)));
            Assert.True(Math.Abs(errors[k]) > 20 * standardError, $"step {steps[k]}: {errors[k]} ± {standardError} does not resolve the order");
        }

        Assert.Equal(2, Math.Log2(errors[0] / errors[1]), 0.2);
        Assert.Equal(2, Math.Log2(errors[1] / errors[2]), 0.1);
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    public void Grid_telegraph_samples_its_product_formula_and_that_is_of_second_order(string noise)
    {
        PairTrajectoryRequest request = Strong with { Noise = ElectronNoise.Parse(noise), Trajectories = 1 << 17 };
        double time = 3.0;
        double exact = Average(request, time, 0).Z;

        // The sampled mean against the exact mean of the same grid, with a step error of many standard errors.
        double h = 1.0;
        (double x, double y, double z) = Average(request, time, h);
        EnsembleTimeCourse sampled = PairTrajectories.EnsembleMean(request with { TimeStep = h }, [1.0, time]);
        Assert.True(Math.Abs(z - exact) > 8 * sampled.ZStandardError[1]);
        Assert.InRange((sampled.X[1] - x) / sampled.XStandardError[1], -4, 4);
        Assert.InRange((sampled.Y[1] - y) / sampled.YStandardError[1], -4, 4);
        Assert.InRange((sampled.Z[1] - z) / sampled.ZStandardError[1], -4, 4);

        // The product formula against the exact average.
        double coarse = Average(request, time, 0.1).Z - exact, fine = Average(request, time, 0.05).Z - exact;
        Assert.Equal(2, Math.Log2(coarse / fine), 0.02);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.02)]
    [InlineData(0.7)]
    public void Steps_until_a_flip_are_geometric(double probability)
    {
        // Populations of a half: a step x with (1 - e^-x)/2 = p for p below it, and any other populations above.
        double up = Math.Max(0.5, probability + 0.1);
        MarkovChainNoise law = new([-1, 1], new[,] { { 0, up }, { 1 - up, 0 } });
        double step = -Math.Log(1 - (probability / up));
        GridFlips flips = new(law, step);
        Assert.Equal(probability, flips.Probability(0), 1e-7 * probability);
        const int draws = 100_000;
        RandomStream stream = new(new StreamKey(4), 17);
        double[] steps = [.. Enumerable.Range(0, draws).Select(_ => flips.Steps(0, stream.NextExponential()))];
        Assert.All(steps, n => Assert.True(n >= 1 && n == Math.Floor(n)));
        double spread = Math.Sqrt(1 - probability) / probability;
        Assert.InRange((steps.Average() - (1 / probability)) / (spread / Math.Sqrt(draws)), -4, 4);
        Assert.InRange((steps.Count(n => n == 1) - (draws * probability)) / Math.Sqrt(Math.Max(1, draws * probability)), -4, 4);
        Assert.True(new GridFlips(new MarkovChainNoise([-1, 1], new double[,] { { 0, 0 }, { 1, 0 } }), step).Steps(0, 1e-12) > 1e200);
    }

    /// <summary>Exact noise average at a time (h = 0), or the average of the grid: motion, then flips, step by step.</summary>
    private static (double X, double Y, double Z) Average(PairTrajectoryRequest r, double time, double h)
    {
        MarkovChainNoise law = (MarkovChainNoise)r.Noise.Process(r.Pair.Polarization, r.Pair.ElectronRate);
        Matrix<double> motion = Matrix<double>.Build.Dense(6, 6), flips = Matrix<double>.Build.Dense(6, 6);
        Vector<double> state = Vector<double>.Build.Dense(6);
        for (int i = 0; i < 2; i++)
        {
            motion.SetSubMatrix(3 * i, 3 * i, ExactPairRates.Bloch(r, r.Pair.Hyperfine * law.Values[i]));
            state[(3 * i) + 2] = law.Populations[i];
            for (int k = 0; k < 3; k++)
            {
                flips[(3 * i) + k, (3 * i) + k] = -law.ExitRate(i);
                flips[(3 * (1 - i)) + k, (3 * i) + k] = law.ExitRate(i);
            }
        }

        Matrix<double> map = h == 0
            ? BlochModesTests.Exponential((motion + flips) * time)
            : (BlochModesTests.Exponential(flips * h) * BlochModesTests.Exponential(motion * h)).Power((int)Math.Round(time / h));
        state = map * state;
        return (state[0] + state[3], state[1] + state[4], state[2] + state[5]);
    }

    private static void SelectIntegrals(ReadOnlySpan<double> samples, Span<double> rows)
    {
        const int size = TrajectoryBlock.Size;
        samples.Slice(TrajectoryBlock.Integral * size, size).CopyTo(rows);
        samples.Slice((TrajectoryBlock.Components + TrajectoryBlock.Integral) * size, size).CopyTo(rows[size..]);
    }
}
