using LindbladVerify.Dynamics.Trajectories;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>Are the standard errors what they say? z-scores of many independent runs against the exact rates.</summary>
[Trait("Category", "Slow")]
public class CoverageTests
{
    private const int Seeds = 100;

    [Fact]
    public void Residence_time_errors_are_calibrated()
    {
        List<double> all = [];
        foreach (string noise in new[] { "electron-telegraph", "symmetric-telegraph", "ornstein-uhlenbeck" })
        {
            PairTrajectoryRequest request = Request(noise);
            double exact = ExactPairRates.Of(request);
            double[] z = new double[Seeds], batch = new double[Seeds];
            for (uint seed = 0; seed < Seeds; seed++)
            {
                MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Seed = 1000 + seed });
                z[seed] = (estimate.Value - exact) / estimate.StandardError;
                batch[seed] = estimate.Statistics.BatchStandardError!.Value / estimate.StandardError;
            }

            // 16 blocks: the batch error scatters by 18 % from run to run, its rms over 100 runs by 2 %.
            AssertCalibrated(z);
            Assert.Equal(1, Rms(batch), 0.08);
            all.AddRange(z);
        }

        // 300 scores: rms 1 ± 0.041.
        Assert.InRange(Rms([.. all]), 0.9, 1.1);
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("fluctuators:3")]
    public void Shortest_runs_with_a_target_error_are_calibrated(string noise)
    {
        PairTrajectoryRequest request = Request(noise) with { Trajectories = null, TargetError = 0.1 };
        double exact = ExactPairRates.Of(request);
        double[] z = new double[2 * Seeds];
        for (uint seed = 0; seed < z.Length; seed++)
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Seed = 9000 + seed });
            Assert.Equal(128, estimate.Trajectories);
            Assert.True(estimate.Statistics.TargetReached);
            z[seed] = (estimate.Value - exact) / estimate.StandardError;
        }

        AssertCalibrated(z);
    }

    [Fact]
    public void Fit_errors_are_calibrated()
    {
        // Half the spectral gap from the noise-averaged dynamics: the largest eigenvalue of the 6×6 generator.
        PairTrajectoryRequest request = Request("electron-telegraph") with { Pair = new(0.3, 1.4, 0.35, 0.8, 1.1) };
        double gap = SpectralGap(request);
        double[] z = new double[4 * Seeds];
        for (uint seed = 0; seed < z.Length; seed++)
        {
            LateTimeFit fit = PairTrajectories.FitRate(request with { Seed = 5000 + seed });
            z[seed] = (fit.Rate - (gap / 2)) / fit.StandardError;
        }

        AssertCalibrated(z);
    }

    private static PairTrajectoryRequest Request(string noise) => new()
    {
        Pair = new(0.6, 1.4, 0.35, 0.8, 1.1), Trajectories = 1024,
        Noise = ElectronNoise.Parse(noise),
    };

    /// <summary>n normal scores have rms 1 ± 1/√(2n) and mean 0 ± 1/√n; three such deviations are allowed for each.</summary>
    private static void AssertCalibrated(double[] z)
    {
        double rms = 3 / Math.Sqrt(2 * z.Length), mean = 3 / Math.Sqrt(z.Length);
        Assert.InRange(Rms(z), 1 - rms, 1 + rms);
        Assert.InRange(z.Average(), -mean, mean);
    }

    private static double Rms(double[] z) => Math.Sqrt(z.Average(v => v * v));

    private static double SpectralGap(PairTrajectoryRequest r)
    {
        // Power of the resolvent at 0: the slowest mode dominates (generator)^-1.
        double residence = ExactPairRates.Telegraph(r), gap = 2 * residence;
        MarkovChainNoise law = (MarkovChainNoise)r.Noise.Process(r.Pair.Polarization, r.Pair.ElectronRate);
        var generator = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(6, 6);
        for (int i = 0; i < 2; i++)
        {
            generator.SetSubMatrix(3 * i, 3 * i, ExactPairRates.Bloch(r, r.Pair.Hyperfine * law.Values[i]));
            for (int k = 0; k < 3; k++)
            {
                generator[(3 * i) + k, (3 * i) + k] -= law.ExitRate(i);
                generator[(3 * (1 - i)) + k, (3 * i) + k] += law.ExitRate(i);
            }
        }

        double slowest = -generator.Evd().EigenValues.Max(value => value.Real);
        Assert.InRange(slowest / gap, 0.5, 2);
        return slowest;
    }
}
