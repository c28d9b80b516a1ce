using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Tests.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>Sampled noise against the exact average: within five standard errors, with errors small enough to notice a mistake.</summary>
public sealed class AgainstExactAverageTests
{
    public static TheoryData<string> Kinds => ["telegraph", "chain", "two noises", "ornstein-uhlenbeck", "mixed", "many states"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AgreesWithTheExactAverage(string kind)
    {
        var random = new RandomSystems(400);
        NoiseProcess[] noises = kind switch
        {
            "telegraph" => [random.Telegraph()],
            "chain" => [random.Chain(4)],
            "two noises" => [random.Telegraph(), random.Chain(3)],
            "ornstein-uhlenbeck" => [new OrnsteinUhlenbeckNoise(0.3, 1.2, 0.9)],
            "mixed" => [new OrnsteinUhlenbeckNoise(-0.2, 0.9, 2.0), random.Telegraph()],
            _ => [MarkovChainNoise.Fluctuators(300, 1, -1, 0.8, 0.4)],
        };
        OpenSystemModel model = random.Model(SpinChains.Nuclei(1), 1, noises);
        Operator initial = random.Density(2);
        Operator[] observables = [random.Hermitian(2), SpinOperators.Z(0.5)];
        TimeGrid grid = TimeGrid.Of([0, 0.4, 1.3, 3.0]);
        PropagationResult exact = MasterEquationSolver.Solve(model, initial, observables, grid);
        EnsembleResult sampled = NoiseEnsemble.Solve(model, initial, observables, grid, new EnsembleOptions { Trajectories = 4000, Seed = 3, Threads = 2 });
        for (int o = 0; o < observables.Length; o++)
        {
            Approx.Equal(exact.Values[o][0], sampled.Values[o][0], 1e-13, "no noise has acted yet");
            for (int k = 1; k < grid.Count; k++)
            {
                double error = sampled.StandardErrors[o][k];
                Assert.InRange(error, 1e-6, 0.02);
                Approx.Equal(exact.Values[o][k], sampled.Values[o][k], (5 * error) + (sampled.StepErrors?[o] ?? 0), $"{kind} at {grid.Times[k]}");
            }
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsForAnyThreads()
    {
        var random = new RandomSystems(5);
        OpenSystemModel model = random.Model(SpinChains.Nuclei(1), 1, new OrnsteinUhlenbeckNoise(0, 1, 1), random.Telegraph());
        Operator initial = random.Density(2);
        Operator[] observables = [random.Hermitian(2)];
        EnsembleResult Run(int threads, ulong seed) => NoiseEnsemble.Solve(model, initial, observables, TimeGrid.Uniform(0, 2, 5), new EnsembleOptions { Trajectories = 300, Seed = seed, Threads = threads });
        EnsembleResult one = Run(1, 9);
        Assert.Equal(one.Values[0], Run(4, 9).Values[0]);
        Assert.Equal(one.StandardErrors[0], Run(3, 9).StandardErrors[0]);
        Assert.NotEqual(one.Values[0][^1], Run(1, 10).Values[0][^1]);
    }
}
