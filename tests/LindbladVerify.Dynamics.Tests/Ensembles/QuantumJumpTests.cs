using System.Numerics;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Jumps;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>Quantum jumps against the master equation. Fixed seeds; beyond 4 standard errors lies a probability of 6e-5 per value.</summary>
public class QuantumJumpTests
{
    private static readonly TimeGrid Grid = TimeGrid.Of([0, 0.4, 1.1, 2.3]);

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "")]
    [InlineData(4, "")]
    [InlineData(3, "telegraph")]
    [InlineData(2, "cycle+telegraph")]
    [InlineData(2, "gaussian")]
    [LongInlineData(3, "gaussian+telegraph")]
    public void Means_agree_with_the_master_equation(int dimension, string noises)
    {
        RandomModels random = new(dimension + (7 * noises.Length));
        OpenSystemModel model = Dissipative(random.Model([dimension], [.. noises.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(Noise)]));
        Operator start = random.State(dimension);
        Operator[] observables = [random.Hermitian(dimension), random.Hermitian(dimension)];
        long trajectories = noises.Contains("gaussian", StringComparison.Ordinal) ? 4000 : 10_000;
        EnsembleResult sampled = QuantumJumps.Solve(model, start, observables, Grid, new EnsembleOptions { Trajectories = trajectories, Seed = 5 });
        PropagationResult exact = MasterEquationSolver.Solve(model, start, observables, Grid);
        PropagationResult closed = MasterEquationSolver.Solve(new OpenSystemModel(model.Hamiltonian, [], model.Noise, model.Space), start, observables, Grid);
        double power = 0;
        for (int o = 0; o < observables.Length; o++)
        {
            for (int k = 0; k < Grid.Count; k++)
            {
                double error = sampled.StandardErrors[o][k];
                Assert.InRange((sampled.Values[o][k] - exact.Values[o][k]) / error, -4, 4);
                power = Math.Max(power, Math.Abs(exact.Values[o][k] - closed.Values[o][k]) / error);
            }
        }

        Assert.True(power > 10, $"dissipation moves the signal by {power} standard errors only");
    }

    [LongFact]
    public void Dense_propagators_and_sparse_products_follow_the_same_trajectories()
    {
        // Equal random numbers, two kinds of motion: jump times agree to 1e-11, so states do to about 1e-10.
        RandomModels random = new(4);
        OpenSystemModel model = Dissipative(random.Model([2, 3], RandomModels.Cycle));
        Operator observable = random.Hermitian(6);
        JumpSystem system = new(model, [observable]);
        InitialMixture initial = InitialMixture.Of(random.State(6));
        double[][] means = [.. new[] { true, false }.Select(dense => EnsembleRunner.Run(
            new JumpFlipKernel<ScalarLane>(system, initial, StopPlan.OfOutputs([0.5, 30.0]), new StreamKey(3), DenseKernels.Managed, dense, 16), 64, 1, CancellationToken.None).Mean.ToArray())];
        Assert.Equal(means[0][0], means[1][0], 1e-9);
        Assert.Equal(means[0][1], means[1][1], 1e-8);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_bits_of_a_trajectory_are_its_own(bool dense)
    {
        // In tiles with others, alone, and on registers of every width.
        RandomModels random = new(14);
        OpenSystemModel model = Dissipative(random.Model([2, 3], RandomModels.Cycle));
        JumpSystem system = new(model, [random.Hermitian(6), random.Hermitian(6)]);
        InitialMixture initial = InitialMixture.Of(random.State(6));
        double[] together = Samples<ScalarLane>(64, 0, 50);
        Assert.True(together.Distinct().Count() > 80, "trajectories that begin and end alike without a jump are equal, others are not");
        Assert.Equal(together, Samples<Lanes128>(64, 0, 50));
        Assert.Equal(together, Samples<Lanes256>(64, 0, 50));
        Assert.Equal(together, Samples<Lanes512>(64, 0, 50));
        Assert.Equal(together, Enumerable.Range(0, 50).SelectMany(i => Samples<ScalarLane>(8, i, 1)).ToArray());

        double[] Samples<T>(int capacity, long first, int count)
            where T : struct, ILanes<T>
        {
            JumpWorker<T> worker = new(system, new StreamKey(3), capacity, 1e-15);
            NoJumpPowers[] ladders = [.. new[] { -1.0, 2.0 }.Select(value => new NoJumpPowers(DenseKernels.Managed, 6, system.DenseGenerator([value]), 2.5))];
            worker.Begin(initial, first, count);
            foreach (double time in new[] { 2.5, 0.3, 1.7 })
            {
                for (int i = 0; i < count; i++)
                {
                    // Every trajectory its own time and noise.
                    worker.Times[i] = time * (1 + ((first + i) % 7 / 7.0)) / 2;
                    worker.States[i] = (int)((first + i) % 2);
                    worker.Values[i] = worker.States[i] == 0 ? -1 : 2;
                }

                worker.Advance(dense ? state => ladders[state] : null);
            }

            double[] values = worker.Measure();
            return [.. Enumerable.Range(0, count).SelectMany(i => new[] { values[i], values[capacity + i] })];
        }
    }

    [LongFact]
    public void Jumps_happen_when_the_norm_has_fallen_to_the_threshold()
    {
        // A level that decays at rate g into one from which nothing leads away: the norm is e^(-g t) until the jump at -ln(r)/g.
        const double g = 1.3, time = 1.9;
        Operator excited = Operator.Unit(2, 0, 0), lowering = Operator.Unit(2, 1, 0);
        JumpSystem system = new(new OpenSystemModel(400 * excited, [new Dissipator(lowering, g)]), [excited]);
        InitialMixture initial = InitialMixture.Of(excited);
        const int trajectories = 400;
        bool[] expected = [.. Enumerable.Range(0, trajectories).Select(n =>
        {
            RandomStream stream = new(new StreamKey(8), n);
            stream.NextUniform(); // the initial state
            return -Math.Log(stream.NextUniform()) / g > time;
        })];
        Assert.InRange(expected.Count(e => e), 20, trajectories - 20);
        NoJumpPowers ladder = new(DenseKernels.Managed, 2, system.DenseGenerator([]), time);
        foreach (Func<int, NoJumpPowers>? ladders in new Func<int, NoJumpPowers>?[] { null, _ => ladder })
        {
            JumpWorker<ScalarLane> worker = new(system, new StreamKey(8), trajectories, 1e-15);
            worker.Begin(initial, 0, trajectories);
            Array.Fill(worker.Times, time);
            worker.Advance(ladders);
            Assert.Equal(expected, worker.Measure().Select(p => Math.Round(p, 12) == 1));
        }
    }

    [Fact]
    public void Without_dissipation_every_trajectory_is_Schrodingers()
    {
        RandomModels random = new(6);
        OpenSystemModel shape = random.Model([3]);
        OpenSystemModel model = new(shape.Hamiltonian, [], [], shape.Space);
        Operator v = HermitianSpectrum.Of(random.Hermitian(3)).Vectors;
        Operator pure = v * Operator.Unit(3, 1, 1) * v.Adjoint();
        Operator observable = random.Hermitian(3);
        EnsembleResult sampled = QuantumJumps.Solve(model, pure, [observable], Grid, new EnsembleOptions { Trajectories = 2 });
        PropagationResult exact = MasterEquationSolver.Solve(model, pure, [observable], Grid, new PropagationOptions { Tolerance = 1e-12 });
        for (int k = 0; k < Grid.Count; k++)
        {
            Assert.Equal(exact.Values[0][k], sampled.Values[0][k], 1e-11);
            Assert.True(sampled.StandardErrors[0][k] < 1e-12);
        }
    }

    [Fact]
    public void Equal_trajectories_claim_no_more_than_their_number_and_rounding_allow()
    {
        // From a pure state: at the start all are equal and right up to rounding. A long time after it all of 50 have jumped, most
        // likely: a mean of 0 with an error of 0 would exclude the e^-8 that is left; unseen are events rarer than some 1/50.
        RandomModels random = new(9);
        Operator v = HermitianSpectrum.Of(random.Hermitian(2)).Vectors;
        Operator excited = v * Operator.Unit(2, 0, 0) * v.Adjoint(), lowering = v * Operator.Unit(2, 1, 0) * v.Adjoint(), other = random.Hermitian(2);
        OpenSystemModel model = new(0.7 * excited, [new Dissipator(lowering, 0.8)]);
        TimeGrid grid = TimeGrid.Of([0, 1e-9, 10]);
        EnsembleResult sampled = QuantumJumps.Solve(model, excited, [excited, other], grid, new EnsembleOptions { Trajectories = 50 });
        PropagationResult exact = MasterEquationSolver.Solve(model, excited, [excited, other], grid, new PropagationOptions { Tolerance = 1e-12 });
        for (int o = 0; o < 2; o++)
        {
            Assert.InRange(sampled.StandardErrors[o][0], 1e-17, 1e-14);
            Assert.InRange(sampled.StandardErrors[o][1], 1e-3, 0.1);
            for (int k = 0; k < grid.Count; k++)
            {
                Assert.InRange((sampled.Values[o][k] - exact.Values[o][k]) / sampled.StandardErrors[o][k], -4, 4);
            }
        }

        Assert.InRange(sampled.StandardErrors[0][2], 1e-3, 0.05);
    }

    [Fact]
    public void Independent_spins_relax_alike_where_the_density_matrix_does_not_fit()
    {
        // Eleven spins, density matrix of 4^11 entries. Each ⟨Iz⟩ relaxes on its own from polarisation p to p∞ = (up - down)/(up + down).
        const int n = 11;
        const double up = 0.7, down = 0.2, p = 0.4;
        var space = new HilbertSpace([.. Enumerable.Range(0, n).Select(k => Site.OfSpin($"s{k}", 0.5))]);
        Operator plus = SpinOperators.Plus(0.5), z = SpinOperators.Z(0.5);
        Dissipator[] dissipators = [.. Enumerable.Range(0, n).SelectMany(k => new[] { new Dissipator(space.On($"s{k}", plus), up), new Dissipator(space.On($"s{k}", plus.Adjoint()), down) })];
        Operator total = Enumerable.Range(0, n).Select(k => space.On($"s{k}", z)).Aggregate((a, b) => a + b);
        OpenSystemModel model = new(5.0 * total, dissipators, [], space);
        Operator local = Operator.FromRows(new Complex[,] { { (1 + p) / 2, 0 }, { 0, (1 - p) / 2 } });
        TimeGrid grid = TimeGrid.Of([0, 0.8]);
        EnsembleResult sampled = QuantumJumps.Solve(model, [.. Enumerable.Repeat(local, n)], [total], grid, new EnsembleOptions { Trajectories = 160, Seed = 8 });
        double limit = (up - down) / (up + down);
        double[] exact = [n * p / 2, n / 2.0 * (limit + ((p - limit) * Math.Exp(-(up + down) * 0.8)))];
        for (int k = 0; k < 2; k++)
        {
            Assert.InRange(sampled.StandardErrors[0][k] / (n / 2.0), 1e-3, 0.05);
            Assert.InRange((sampled.Values[0][k] - exact[k]) / sampled.StandardErrors[0][k], -4, 4);
        }

        // Basis states that only jump: the scatter is that of n independent ±½, √(1 - polarisation²)/2 each.
        double polarisation = 2 * exact[1] / n;
        Assert.Equal(1, sampled.StandardErrors[0][1] / Math.Sqrt(n * (1 - (polarisation * polarisation)) / 4 / 160), 0.2);
    }

    [Fact]
    public void Mixtures_average_to_the_density_matrix()
    {
        // One state with coherences in two separate sets of basis states, one as a product.
        Operator density = Operator.FromRows(new Complex[,]
        {
            { 0.3, 0, new Complex(0.1, 0.15), 0 }, { 0, 0.25, 0, new Complex(0, -0.1) }, { new Complex(0.1, -0.15), 0, 0.2, 0 }, { 0, new Complex(0, 0.1), 0, 0.25 },
        });
        Operator a = Operator.FromRows(new Complex[,] { { 0.7, new Complex(0.2, 0.1) }, { new Complex(0.2, -0.1), 0.3 } });
        Operator b = Operator.FromRows(new Complex[,] { { 0.1, 0 }, { 0, 0.9 } });
        Operator product = new(LinearAlgebra.Sparse.SparseMatrix<Complex>.Kronecker(a.Matrix, b.Matrix));
        foreach ((InitialMixture mixture, Operator expected) in new[] { (InitialMixture.Of(density), density), (InitialMixture.OfProduct([a, b]), product) })
        {
            const int draws = 40_000;
            Complex[] mean = new Complex[16], state = new Complex[4];
            for (int n = 0; n < draws; n++)
            {
                RandomStream stream = new(new StreamKey(1), n);
                mixture.Draw(ref stream, state);
                Assert.Equal(1, state.Sum(z => (z * Complex.Conjugate(z)).Real), 1e-12);
                for (int k = 0; k < 16; k++)
                {
                    mean[k] += state[k % 4] * Complex.Conjugate(state[k / 4]) / draws;
                }
            }

            // Entries of a projector lie in the unit disc: scatter at most 1/√draws.
            for (int k = 0; k < 16; k++)
            {
                Assert.True(Complex.Abs(mean[k] - expected[k % 4, k / 4]) < 4 / Math.Sqrt(draws));
            }
        }
    }

    [Theory]
    [InlineData("cycle")]
    [InlineData("gaussian")]
    public void Threads_do_not_change_a_bit(string noise)
    {
        RandomModels random = new(9);
        OpenSystemModel model = Dissipative(random.Model([3], Noise(noise)));
        Operator start = random.State(3), observable = random.Hermitian(3);
        EnsembleOptions options = new() { Trajectories = 200, Seed = 5, Kernels = DenseKernels.Managed, Threads = 1 };
        EnsembleResult one = QuantumJumps.Solve(model, start, [observable], Grid, options);
        EnsembleResult three = QuantumJumps.Solve(model, start, [observable], Grid, options with { Threads = 3 });
        Assert.Equal(one.Values[0], three.Values[0]);
        Assert.Equal(one.StandardErrors[0], three.StandardErrors[0]);
        Assert.Equal(one.TimeStep, three.TimeStep);
        Assert.NotEqual(one.Values[0][3], QuantumJumps.Solve(model, start, [observable], Grid, options with { Seed = 6 }).Values[0][3]);
    }

    [Fact]
    public void Bad_requests_say_what_is_wrong()
    {
        RandomModels random = new(9);
        OpenSystemModel model = random.Model([2, 2]);
        Operator observable = random.Hermitian(4), start = random.State(4);
        string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.Contains("negative probability", Message(() => QuantumJumps.Solve(model, start - (0.9 * new Operator(LinearAlgebra.Sparse.SparseMatrix<Complex>.Identity(4))) + Operator.Unit(4, 0, 0) + (4.0 * Operator.Unit(4, 1, 1)), [observable], Grid)), StringComparison.Ordinal);
        Assert.Contains("positive trace", Message(() => QuantumJumps.Solve(model, -start, [observable], Grid)), StringComparison.Ordinal);
        Assert.Contains("dimensions 2; the model's sites have 2, 2", Message(() => QuantumJumps.Solve(model, [Operator.Unit(2, 0, 0)], [observable], Grid)), StringComparison.Ordinal);
        Assert.StartsWith("Method = Splitting", Message(() => QuantumJumps.Solve(model, start, [observable], Grid, new EnsembleOptions { Method = EnsembleMethod.Splitting })), StringComparison.Ordinal);
        InsufficientMemoryForPropagationException error = Assert.Throws<InsufficientMemoryForPropagationException>(
            () => QuantumJumps.Solve(model, start, [observable], Grid, new EnsembleOptions { MemoryLimit = 1000 }));
        Assert.Contains("state vectors of dimension 4", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The same model with dissipation strong enough to be seen.</summary>
    private static OpenSystemModel Dissipative(OpenSystemModel model) => new(
        model.Hamiltonian, [.. model.Dissipators.Select(d => new Dissipator(d.JumpOperator, 2 * d.Rate))], model.Noise, model.Space);

    private static NoiseProcess Noise(string name) => name switch
    {
        "telegraph" => RandomModels.Telegraph,
        "cycle" => RandomModels.Cycle,
        _ => RandomModels.Gaussian,
    };
}
