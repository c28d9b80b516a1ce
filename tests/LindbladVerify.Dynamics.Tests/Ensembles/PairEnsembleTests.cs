using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>The nuclear pair through the general path against its own fused kernels.</summary>
public class PairEnsembleTests
{
    private static readonly NuclearPair Pair = new(0.9, 1.6, 0.45, 0.7, 1.3);

    [Theory]
    [InlineData("fluctuators:3", null)]
    [InlineData("electron-fluctuators:4", null)]
    [InlineData("ornstein-uhlenbeck", 0.05)]
    public void Equal_streams_give_equal_trajectories(string name, double? step)
    {
        // Up to their first output both read the same paths; what remains is rounding over some tens of products.
        ElectronNoise noise = ElectronNoise.Parse(name);
        EnsembleTimeCourse fused = PairTrajectories.EnsembleMean(
            new PairTrajectoryRequest { Pair = Pair, Noise = noise, Seed = 4, StudyPoint = 2, Trajectories = 1000, TimeStep = step }, [3.1]);
        EnsembleResult general = Solve(noise, 3.1, new EnsembleOptions { Seed = 4, StudyPoint = 2, Trajectories = 1000, TimeStep = step });
        Assert.Equal(fused.Z[0], general.Values[0][0], 1e-12);
        Assert.Equal(fused.ZStandardError[0], general.StandardErrors[0][0], 1e-12);
        Assert.True(general.StandardErrors[0][0] > 1e-4);
    }

    [Theory]
    [InlineData("electron-telegraph")]
    [InlineData("symmetric-telegraph")]
    public void Two_valued_noise_agrees_within_errors(string name)
    {
        ElectronNoise noise = ElectronNoise.Parse(name);
        EnsembleTimeCourse fused = PairTrajectories.EnsembleMean(new PairTrajectoryRequest { Pair = Pair, Noise = noise, Seed = 4, Trajectories = 1 << 14 }, [3.1]);
        EnsembleResult general = Solve(noise, 3.1, new EnsembleOptions { Seed = 9, Trajectories = 1 << 14 });
        double error = double.Hypot(fused.ZStandardError[0], general.StandardErrors[0][0]);
        Assert.InRange(error / Math.Abs(fused.Z[0]), 1e-5, 0.1);
        Assert.InRange((fused.Z[0] - general.Values[0][0]) / error, -4, 4);
    }

    [Fact]
    public void Critically_damped_states_are_followed_by_stored_propagators()
    {
        // At P = 1/√2 the symmetric telegraph has one value 0; with D = Γ2/2 its generator has no basis of eigenvectors.
        NuclearPair critical = new(0.65, 1.6, Math.Sqrt(0.5), 0.7, 1.3);
        MarkovChainNoise noise = MarkovChainNoise.Telegraph(Math.Sqrt(2), 0, 0.7);
        OpenSystemModel model = critical.Model(noise);
        TimeGrid grid = TimeGrid.Of([0.7, 5.2]);
        EnsembleResult sampled = NoiseEnsemble.Solve(model, NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference], grid, new EnsembleOptions { Trajectories = 1 << 14, Seed = 6 });
        Assert.Contains("stored propagators", sampled.Method, StringComparison.Ordinal);
        PropagationResult exact = MasterEquationSolver.Solve(model, NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference], grid);
        for (int k = 0; k < 2; k++)
        {
            Assert.InRange(sampled.StandardErrors[0][k], 1e-6, 5e-3);
            Assert.InRange((sampled.Values[0][k] - exact.Values[0][k]) / sampled.StandardErrors[0][k], -4, 4);
        }

        // The same paths by splitting: the ladder itself is exact far below the scatter.
        EnsembleResult split = NoiseEnsemble.Solve(
            model, NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference], grid,
            new EnsembleOptions { Trajectories = 128, Seed = 6, Method = EnsembleMethod.Splitting, TimeStep = 1e-3 });
        EnsembleResult flips = NoiseEnsemble.Solve(
            model, NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference], grid, new EnsembleOptions { Trajectories = 128, Seed = 6 });
        Assert.Equal(flips.Values[0][1], split.Values[0][1], 1e-6);
    }

    private static EnsembleResult Solve(ElectronNoise noise, double time, EnsembleOptions options) => NoiseEnsemble.Solve(
        Pair.Model(noise.Process(Pair.Polarization, Pair.ElectronRate)), NuclearPair.FirstNucleusUp, [NuclearPair.PolarizationDifference], TimeGrid.Of([time]), options);
}
