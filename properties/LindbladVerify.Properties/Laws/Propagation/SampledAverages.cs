using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Properties.Laws.Propagation;

/// <summary>Quantum jumps and noise realisations give the exact average within five of their standard errors.</summary>
public class SampledAverages
{
    private const long Trajectories = 2000;

    private static readonly Arbitrary<Evolution> Short = Arb.From(EvolutionGen.Arbitrary.Generator.Select(e => e with { Time = Math.Min(e.Time, 3) }));

    [Law(Cases = 8)]
    public Property Quantum_jumps() => Prop.ForAll(Short, e => Compare(e, e.Model, QuantumJumps.Solve));

    [Law(Cases = 6)]
    public Property Telegraph_noise() => Prop.ForAll(
        Short,
        e => Compare(e, new OpenSystemModel(e.Model.Hamiltonian, e.Model.Dissipators, [new NoiseCoupling(e.Second, MarkovChainNoise.Telegraph(1.1, -0.7, 0.9, 0.4))]), NoiseEnsemble.Solve));

    [Law(Cases = 6)]
    public Property Gaussian_noise() => Prop.ForAll(
        Short,
        e => Compare(e, new OpenSystemModel(e.Model.Hamiltonian, e.Model.Dissipators, [new NoiseCoupling(e.Second, new OrnsteinUhlenbeckNoise(0.2, 0.8, 1.3))]), NoiseEnsemble.Solve));

    private static void Compare(Evolution e, OpenSystemModel model, Sampler sampler)
    {
        Operator observable = 0.5 * (e.General + e.General.Adjoint());
        TimeGrid grid = TimeGrid.Of([e.Time / 2, e.Time]);
        PropagationResult exact = MasterEquationSolver.Solve(model, e.First, [observable], grid);
        EnsembleResult sampled = sampler(model, e.First, [observable], grid, new EnsembleOptions { Trajectories = Trajectories, Seed = 7 }, default, null);
        for (int k = 0; k < grid.Count; k++)
        {
            // Steps add an error of their own where they are stated.
            double allowed = (5 * sampled.StandardErrors[0][k]) + (sampled.StepErrors?[0] ?? 0) + 1e-9;
            Assert.True(Math.Abs(exact.Values[0][k] - sampled.Values[0][k]) <= allowed, $"off by {exact.Values[0][k] - sampled.Values[0][k]:G3}, allowed {allowed:G3}");
        }
    }

    private delegate EnsembleResult Sampler(
        OpenSystemModel model, Operator initial, IReadOnlyList<Operator> observables, TimeGrid grid, EnsembleOptions? options, CancellationToken cancellation, IProgress<Dynamics.MonteCarlo.Pair.TrajectoryProgress>? progress);
}
