using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>
/// Sampled averages against exact noise-extended ones. The seed is fixed; beyond 4 standard errors lies a probability of 6e-5
/// per value, and the noise must move the signal by at least ten standard errors, so that a wrong law cannot hide.
/// </summary>
public class NoiseEnsembleTests
{
    private static readonly TimeGrid Grid = TimeGrid.Of([0, 0.4, 1.1, 2.3]);

    public static TheoryData<string, int[]> Cases => new()
    {
        { "telegraph", [2] }, { "telegraph", [3] }, { "cycle", [2, 2] }, { "gaussian", [2] }, { "gaussian", [3] },
        { "telegraph+cycle", [3] }, { "gaussian+telegraph", [2] }, { "gaussian+telegraph", [2, 2] }, { "gaussian+gaussian+cycle", [2] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Means_agree_with_the_exact_average(string noises, int[] sites)
    {
        foreach (EnsembleMethod method in noises.Contains("gaussian", StringComparison.Ordinal) ? [EnsembleMethod.Auto] : new[] { EnsembleMethod.FlipByFlip, EnsembleMethod.Splitting })
        {
            RandomModels random = new(sites.Sum() + noises.Length);
            OpenSystemModel model = random.Model(sites, [.. noises.Split('+').Select(Noise)]);
            Operator start = random.State(model.Dimension);
            Operator[] observables = [random.Hermitian(model.Dimension), random.Hermitian(model.Dimension)];
            EnsembleOptions options = new() { Trajectories = 20_000, Seed = 3, Method = method };
            EnsembleResult sampled = NoiseEnsemble.Solve(model, start, observables, Grid, options);
            PropagationResult exact = MasterEquationSolver.Solve(model, start, observables, Grid);
            PropagationResult frozen = MasterEquationSolver.Solve(WithoutFluctuations(model), start, observables, Grid);
            Compare(sampled, exact, frozen);
        }
    }

    [Theory]
    [InlineData("cycle", EnsembleMethod.FlipByFlip)]
    [InlineData("telegraph", EnsembleMethod.Splitting)]
    [InlineData("gaussian", EnsembleMethod.Splitting)]
    public void At_the_start_the_error_is_rounding_and_not_below_it(string noise, EnsembleMethod method)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomModels random = new(seed);
            OpenSystemModel model = random.Model([2, 2], [Noise(noise)]);
            Operator start = random.State(4), observable = random.Hermitian(4);
            EnsembleResult sampled = NoiseEnsemble.Solve(model, start, [observable], TimeGrid.Of([0, 0.01]), new EnsembleOptions { Trajectories = 500, Method = method });
            double expected = (observable * start).Trace().Real;
            Assert.InRange(sampled.StandardErrors[0][0], 1e-16, 2e-14);
            Assert.InRange((sampled.Values[0][0] - expected) / sampled.StandardErrors[0][0], -1, 1);
        }
    }

    [Fact]
    public void Diagonal_noise_needs_no_basis_and_one_group_serves_all_of_it()
    {
        // Two spins with noise on each Iz: the paper's kind of noise.
        Operator z = SpinOperators.Z(0.5), x = SpinOperators.X(0.5);
        var space = new HilbertSpace(Site.OfSpin("a", 0.5), Site.OfSpin("b", 0.5));
        Operator za = space.On("a", z), zb = space.On("b", z), xa = space.On("a", x), xb = space.On("b", x);
        var model = new OpenSystemModel((xa * xb) + (0.3 * za), [new Dissipator(xa, 0.1)], [new NoiseCoupling(za, RandomModels.Gaussian), new NoiseCoupling(zb, RandomModels.Telegraph)], space);
        EnsembleSystem system = EnsembleSystem.Of(model, za, [za, zb], new MemoryBudget(1e9));
        CommutingRotations group = Assert.Single(CommutingRotations.Of(system));
        Assert.All(group.Planes, planes => Assert.Null(planes.Basis));
        Assert.Equal([0, 1], group.Parts);
    }

    [Theory]
    [InlineData("telegraph+cycle", EnsembleMethod.FlipByFlip)]
    [InlineData("gaussian+telegraph", EnsembleMethod.Splitting)]
    public void Threads_do_not_change_a_bit(string noises, EnsembleMethod method)
    {
        RandomModels random = new(8);
        OpenSystemModel model = random.Model([2, 2], [.. noises.Split('+').Select(Noise)]);
        Operator start = random.State(4), observable = random.Hermitian(4);
        EnsembleOptions options = new() { Trajectories = 1000, Seed = 5, Method = method, Kernels = DenseKernels.Managed, Threads = 1 };
        EnsembleResult one = NoiseEnsemble.Solve(model, start, [observable], Grid, options);
        EnsembleResult three = NoiseEnsemble.Solve(model, start, [observable], Grid, options with { Threads = 3 });
        Assert.Equal(one.Values[0], three.Values[0]);
        Assert.Equal(one.StandardErrors[0], three.StandardErrors[0]);
        Assert.Equal(one.TimeStep, three.TimeStep);
        Assert.NotEqual(one.Values[0][3], NoiseEnsemble.Solve(model, start, [observable], Grid, options with { Seed = 6 }).Values[0][3]);
        Assert.NotEqual(one.Values[0][3], NoiseEnsemble.Solve(model, start, [observable], Grid, options with { StudyPoint = 1 }).Values[0][3]);
    }

    [Fact]
    public void Both_methods_follow_the_same_paths()
    {
        // Equal streams give equal paths, so the difference is the step error alone, far below the scatter.
        RandomModels random = new(2);
        OpenSystemModel model = random.Model([2], RandomModels.Telegraph, RandomModels.Cycle);
        Operator start = random.State(2), observable = random.Hermitian(2);
        EnsembleOptions options = new() { Trajectories = 256, Seed = 1, TimeStep = 1e-3 };
        EnsembleResult exact = NoiseEnsemble.Solve(model, start, [observable], Grid, options with { Method = EnsembleMethod.FlipByFlip });
        EnsembleResult split = NoiseEnsemble.Solve(model, start, [observable], Grid, options with { Method = EnsembleMethod.Splitting });
        Assert.Null(exact.TimeStep);
        Assert.InRange(split.TimeStep!.Value, 0.9e-3, 1e-3);
        for (int k = 1; k < Grid.Count; k++)
        {
            Assert.Equal(exact.Values[0][k], split.Values[0][k], 1e-6); // h²
            Assert.True(exact.StandardErrors[0][k] > 1e-4);
        }
    }

    private static void Compare(EnsembleResult sampled, PropagationResult exact, PropagationResult frozen)
    {
        double power = 0;
        for (int o = 0; o < exact.Values.Length; o++)
        {
            Assert.Equal(exact.Values[o][0], sampled.Values[o][0], 1e-14);
            for (int k = 1; k < Grid.Count; k++)
            {
                double error = sampled.StandardErrors[o][k];
                power = Math.Max(power, Math.Abs(exact.Values[o][k] - frozen.Values[o][k]) / error);
                Assert.InRange((sampled.Values[o][k] - exact.Values[o][k]) / error, -4, 4);
            }
        }

        Assert.True(power > 10, $"the noise moves the signal by {power} standard errors only");
    }

    private static OpenSystemModel WithoutFluctuations(OpenSystemModel model) => new(
        model.Noise.Aggregate(model.Hamiltonian, (h, n) => h + (n.Process.Mean * n.Operator)), model.Dissipators, [], model.Space);

    private static NoiseProcess Noise(string name) => name switch
    {
        "telegraph" => RandomModels.Telegraph,
        "cycle" => RandomModels.Cycle,
        _ => RandomModels.Gaussian,
    };
}
