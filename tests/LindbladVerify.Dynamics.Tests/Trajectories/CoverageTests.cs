using LindbladVerify.Dynamics.Trajectories;
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

    [Fact]
    public void Fit_errors_are_calibrated()
    {
        // Half the spectral gap from the noise-averaged dynamics: the largest eigenvalue of the 6×6 generator.
        PairTrajectoryRequest request = Request("electron-telegraph") with { Dipolar = 0.3 };
        double gap = SpectralGap(request);
        double[] z = new double[Seeds];
        for (uint seed = 0; seed < Seeds; seed++)
        {
            LateTimeFit fit = PairTrajectories.FitRate(request with { Seed = 5000 + seed });
            z[seed] = (fit.Rate - (gap / 2)) / fit.StandardError;
        }

        AssertCalibrated(z);
    }

    private static PairTrajectoryRequest Request(string noise) => new()
    {
        Dipolar = 0.6, Hyperfine = 1.4, Polarization = 0.35, ElectronRate = 0.8, Broadening = 1.1, Trajectories = 1024,
        Noise = PairNoise.Parse(noise),
    };

    /// <summary>100 normal scores have rms 1 ± 0.071 and mean 0 ± 0.1; three such deviations are allowed for each.</summary>
    private static void AssertCalibrated(double[] z)
    {
        Assert.InRange(Rms(z), 0.79, 1.21);
        Assert.InRange(z.Average(), -0.3, 0.3);
    }

    private static double Rms(double[] z) => Math.Sqrt(z.Average(v => v * v));

    private static double SpectralGap(PairTrajectoryRequest r)
    {
        // Power of the resolvent at 0: the slowest mode dominates (generator)^-1.
        double residence = ExactPairRates.Telegraph(r), gap = 2 * residence;
        MarkovChainLaw law = MarkovChainLaw.Of(r.Noise, r.Polarization, r.ElectronRate);
        var generator = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(6, 6);
        for (int i = 0; i < 2; i++)
        {
            generator.SetSubMatrix(3 * i, 3 * i, ExactPairRates.Bloch(r, r.Hyperfine * law.Values[i]));
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
