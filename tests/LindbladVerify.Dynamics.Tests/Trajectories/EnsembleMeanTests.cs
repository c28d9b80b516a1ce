using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

public class EnsembleMeanTests
{
    private static readonly PairTrajectoryRequest Strong = new()
    {
        Pair = new(0.9, 1.6, 0.45, 0.7, 1.3), Trajectories = 1 << 15, Seed = 21,
    };

    [Theory]
    [InlineData("electron-telegraph", 0.0)]
    [InlineData("electron-telegraph", 0.02)]
    [InlineData("symmetric-telegraph", 0.0)]
    [InlineData("symmetric-telegraph", 0.02)]
    [InlineData("fluctuators:4", 0.0)]
    [InlineData("electron-fluctuators:6", 0.0)]
    public void Bloch_vector_follows_the_exact_average(string noise, double step)
    {
        // A step of 0.02 has an error below 1e-5, a twentieth of the standard errors.
        PairTrajectoryRequest request = Strong with { Noise = ElectronNoise.Parse(noise), TimeStep = step == 0 ? null : step };
        double[] times = [0, 0.4, 1.1, 3.0, 7.7];
        EnsembleTimeCourse course = PairTrajectories.EnsembleMean(request, times);
        Assert.Equal(1, course.Z[0], 1e-15);
        Assert.Equal(0, course.X[0], 1e-15);
        Assert.Equal(0, course.Y[0], 1e-15);
        Vector<double>[] exact = Exact(request, times);
        for (int k = 1; k < times.Length; k++)
        {
            Assert.InRange(course.ZStandardError[k], 1e-6, 5e-3);
            Assert.InRange((course.X[k] - exact[k][0]) / course.XStandardError[k], -4, 4);
            Assert.InRange((course.Y[k] - exact[k][1]) / course.YStandardError[k], -4, 4);
            Assert.InRange((course.Z[k] - exact[k][2]) / course.ZStandardError[k], -4, 4);
        }
    }

    [Fact]
    public void Gaussian_noise_without_coupling_to_z_gives_the_characteristic_function()
    {
        // As D → 0 the transverse signal answers z = 1 linearly: y + ix = iD∫ e^{-Γ2 s} ⟨e^{-iφ(s)}⟩ … ; z itself falls as
        // 1 - D² Re ∫(t - s) φ(s) ds, φ(s) = exp(iΔPs - Γ2 s - σ²Δ²(Γc s - 1 + e^{-Γc s})/Γc²).
        PairTrajectoryRequest r = Strong with { Noise = ElectronNoise.OrnsteinUhlenbeck, Pair = new(1e-4, 1.6, 0.45, 0.7, 1.3), TimeStep = 0.02, Trajectories = 1 << 14 };
        double t = 2.5;
        EnsembleTimeCourse course = PairTrajectories.EnsembleMean(r, [t]);
        double σ2 = r.Pair.Hyperfine * r.Pair.Hyperfine * (1 - (r.Pair.Polarization * r.Pair.Polarization)), Γ = r.Pair.ElectronRate, sum = 0;
        const int n = 20000;
        for (int i = 0; i < n; i++)
        {
            double s = (i + 0.5) * t / n;
            double exponent = (-r.Pair.Broadening * s) - (σ2 * ((Γ * s) - 1 + Math.Exp(-Γ * s)) / (Γ * Γ));
            sum += (t - s) * Math.Exp(exponent) * Math.Cos(r.Pair.Hyperfine * r.Pair.Polarization * s) * t / n;
        }

        double drop = (1 - course.Z[0]) / (r.Pair.Dipolar * r.Pair.Dipolar), error = course.ZStandardError[0] / (r.Pair.Dipolar * r.Pair.Dipolar);
        Assert.InRange(error / sum, 1e-4, 0.01);
        Assert.InRange((drop - sum) / error, -4, 4);
    }

    [Theory]
    [InlineData("electron-telegraph", null)]
    [InlineData("electron-telegraph", 0.11)]
    [InlineData("symmetric-telegraph", 0.11)]
    [InlineData("ornstein-uhlenbeck", 0.11)]
    [InlineData("ornstein-uhlenbeck", 0.5)] // some phases beyond π/4, most within
    [InlineData("electron-fluctuators:3", null)]
    public void Threads_and_vector_widths_give_the_same_bits(string noise, double? step)
    {
        PairTrajectoryRequest request = Strong with { Noise = ElectronNoise.Parse(noise), TimeStep = step, Trajectories = 500, Seed = 77 };
        double[] times = [0.3, 1.0, 2.9]; // intervals with different steps
        EnsembleTimeCourse one = PairTrajectories.EnsembleMean(request with { Threads = 1, Width = LaneWidth.Scalar }, times);
        foreach ((int threads, LaneWidth width) in new[] { (2, LaneWidth.Scalar), (1, LaneWidth.Vector256), (3, LaneWidth.Vector512), (2, LaneWidth.Vector128) })
        {
            EnsembleTimeCourse other = PairTrajectories.EnsembleMean(request with { Threads = threads, Width = width }, times);
            Assert.Equal(one.X, other.X);
            Assert.Equal(one.Y, other.Y);
            Assert.Equal(one.Z, other.Z);
            Assert.Equal(one.ZStandardError, other.ZStandardError);
        }
    }

    [Fact]
    public void Bad_time_lists_are_refused()
    {
        Assert.Contains("times[1] = 1", Assert.Throws<ArgumentException>(() => PairTrajectories.EnsembleMean(Strong, [1.0, 1.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PairTrajectories.EnsembleMean(Strong, []));
        Assert.Throws<ArgumentException>(() => PairTrajectories.EnsembleMean(Strong with { Trajectories = null }, [1.0]));
        Assert.Throws<ArgumentException>(() => PairTrajectories.EnsembleMean(Strong with { Noise = ElectronNoise.OrnsteinUhlenbeck }, [1.0]));
    }

    private static Vector<double>[] Exact(PairTrajectoryRequest r, double[] times)
    {
        MarkovChainNoise law = (MarkovChainNoise)r.Noise.Process(r.Pair.Polarization, r.Pair.ElectronRate);
        Matrix<double> generator = Joint(r, law);
        int n = law.Values.Count;
        Vector<double> start = Vector<double>.Build.Dense(3 * n, i => i % 3 == 2 ? law.Populations[i / 3] : 0);
        return Array.ConvertAll(times, t =>
        {
            Vector<double> v = t == 0 ? start : BlochModesTests.Exponential(generator * t) * start;
            return Vector<double>.Build.Dense(3, c => Enumerable.Range(0, n).Sum(i => v[(3 * i) + c]));
        });
    }

    private static Matrix<double> Joint(PairTrajectoryRequest r, MarkovChainNoise law)
    {
        int n = law.Values.Count;
        return Matrix<double>.Build.Dense(3 * n, 3 * n, (row, column) =>
        {
            int i = row / 3, j = column / 3;
            double jump = row % 3 != column % 3 ? 0 : i == j ? -law.ExitRate(i) : law.Rate(j, i);
            return jump + (i == j ? ExactPairRates.Bloch(r, r.Pair.Hyperfine * law.Values[i])[row % 3, column % 3] : 0);
        });
    }
}
