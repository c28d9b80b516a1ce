using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Systems.Noise;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>Are the standard errors what they say? z-scores of many independent runs against the exact rates.</summary>
[Trait("Category", "Slow")]
public class CoverageTests
{
    private const int Seeds = 100;

    [LongFact]
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

    /// <summary>
    /// Oscillating exchange (D > Γ2/2), nearly static noise, and P near 1, where departures from the dominant noise state are rare:
    /// a tail extrapolated by one exponential would be wrong by 3e-4 of the rate, up to hundreds of these standard errors.
    /// </summary>
    [LongTheory]
    [InlineData("electron-telegraph", 76e3, 1e4, 0.3, 2e6, 7e4, 2048)]
    [InlineData("electron-telegraph", 76e3, 1e4, 0, 2e6, 7e4, 2048)]
    [InlineData("electron-telegraph", 76e3, 1e4, 0.9999, 2e6, 7e4, 4096)]
    [InlineData("electron-telegraph", 3e5, 1e4, 0.9999, 2e6, 7e4, 4096)]
    [InlineData("electron-telegraph", 76e3, 8e6, 0.99999, 2e6, 7e4, 128)]
    [InlineData("symmetric-telegraph", 3e5, 2e5, 0.4, 1e3, 7e4, 512)]
    [InlineData("symmetric-telegraph", 2e4, 2e5, 0.4, 1e2, 7e4, 512)]
    [InlineData("fluctuators:4", 3e5, 2e5, -0.4, 5e4, 7e4, 512)]
    [InlineData("electron-fluctuators:3", 3e5, 2e5, 0.4, 5e4, 7e4, 512)]
    [InlineData("ornstein-uhlenbeck", 76e3, 1e4, 0.3, 2e5, 7e4, 512)]
    [InlineData("ornstein-uhlenbeck", 3e5, 2e5, 0.9999, 5e4, 7e4, 256)]
    [InlineData("ornstein-uhlenbeck", 1e5, 2e5, 0.4, 1e3, 1e5, 512)]
    public void Errors_are_calibrated_where_no_single_rate_describes_the_decay(string noise, double D, double Δ, double P, double Γc, double Γ2, long trajectories)
    {
        PairTrajectoryRequest request = new() { Pair = new(D, Δ, P, Γc, Γ2), Noise = ElectronNoise.Parse(noise), Trajectories = trajectories };
        double exact = ExactPairRates.Of(request);
        double[] z = new double[Seeds];
        for (uint seed = 0; seed < z.Length; seed++)
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Seed = 3000 + seed });
            z[seed] = (estimate.Value - exact) / estimate.StandardError;
        }

        AssertCalibrated(z);
    }

    [LongTheory]
    [InlineData(1e-3)]
    [InlineData(1e-2)]
    public void Errors_are_honest_where_most_runs_see_no_flip(double expectedFlips)
    {
        // P so near to 1 that a run of 128 trajectories expects this many departures from the value +1. The rms score of a Poisson
        // variable against its own deviation is 1, carried by few runs: no score but theirs, with their own scatter, exceeds it.
        PairTrajectoryRequest request = new() { Pair = new(76e3, 8e5, 0, 2e6, 7e4), Trajectories = 128 };
        double horizon = PairTrajectories.EstimateRate(request with { Pair = new(76e3, 8e5, 1, 2e6, 7e4) }).Statistics.Horizon;
        double rare = expectedFlips / (128 * (1 + (2e6 * horizon))); // (1 − P)/2
        request = request with { Pair = new(76e3, 8e5, 1 - (2 * rare), 2e6, 7e4) };
        double exact = ExactPairRates.Of(request);
        for (uint seed = 0; seed < Seeds; seed++)
        {
            MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request with { Seed = 4000 + seed });
            Assert.InRange((estimate.Value - exact) / estimate.StandardError, -1.5, 1.5);
        }
    }

    [Theory]
    [InlineData("electron-telegraph", 0.9999)]
    [InlineData("electron-fluctuators:3", -0.9999)]
    public void Variance_by_rare_departures_is_that_of_a_long_run(string noise, double polarization)
    {
        // Departures of 1e-3 to 1e-2 of the trajectories, some thousand of all: their sample variance is good to some percent.
        PairTrajectoryRequest request = new() { Pair = new(0.9, 1.6, polarization, 0.7, 1.3), Noise = ElectronNoise.Parse(noise), Trajectories = 1 << 20, Seed = 8 };
        MonteCarloRateEstimate estimate = PairTrajectories.EstimateRate(request);
        ConditionalTail tail = ConditionalTail.Create(request);
        Assert.InRange(tail.DepartureProbability(estimate.Statistics.Horizon) * (1 << 20), 1000, 10000);
        double sampled = estimate.StandardError / estimate.Value * Math.Sqrt(1 << 20) / (2 * estimate.Value);
        Assert.InRange(sampled / Math.Sqrt(tail.Variance), 0.92, 1.08);
    }

    [LongTheory]
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
}
