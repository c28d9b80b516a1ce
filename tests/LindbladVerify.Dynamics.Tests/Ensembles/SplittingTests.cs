using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Ensembles;

/// <summary>Splitting: its order, the step that it chooses, and noises and drives that are the same for every trajectory.</summary>
public class SplittingTests
{
    [LongFact]
    public void Step_error_falls_with_the_square_of_the_step()
    {
        // Two noises that do not commute with each other or with the Hamiltonian. Coarse minus fine on shared paths is
        // 3 c h² + O(h⁴); its own scatter must be far below it.
        RandomModels random = new(31);
        OpenSystemModel model = random.Model([3], RandomModels.Gaussian, RandomModels.Telegraph);
        Operator start = random.State(3), observable = random.Hermitian(3);
        EnsembleSystem system = EnsembleSystem.Of(model, start, [observable], new MemoryBudget(1e9));
        CommutingRotations[] groups = CommutingRotations.Of(system);
        Assert.Equal(2, groups.Length);
        double[] errors = new double[3];
        for (int k = 0; k < errors.Length; k++)
        {
            StepGrid grid = new([2.0], 0.25 / (1 << k), multiple: 2);
            StepPilotKernel<ScalarLane> kernel = new(
                new SplittingMotion<ScalarLane>(system, groups, grid, DenseKernels.Managed), new SplittingMotion<ScalarLane>(system, groups, grid.Doubled(), DenseKernels.Managed),
                new NoiseIntegrals<ScalarLane>(model, grid, new StreamKey(1)), grid, new StopPlan([2.0], [0], 1), 1, 256);
            MomentAccumulator moments = EnsembleRunner.Run(kernel, 1 << 15, 0, CancellationToken.None);
            errors[k] = moments.Mean[1];
            double scatter = Math.Sqrt(moments.CovarianceOfMean(1, 1));
            Assert.True(Math.Abs(errors[k]) > 20 * scatter, $"{errors[k]} ± {scatter} does not resolve the order");
        }

        Assert.Equal(2, Math.Log2(errors[0] / errors[1]), 0.2);
        Assert.Equal(2, Math.Log2(errors[1] / errors[2]), 0.1);
    }

    [Fact]
    public void Chosen_step_keeps_the_bias_below_the_scatter()
    {
        RandomModels random = new(12);
        OpenSystemModel model = random.Model([2], RandomModels.Gaussian);
        Operator start = random.State(2), observable = random.Hermitian(2);
        TimeGrid grid = TimeGrid.Uniform(0, 4, 5);
        EnsembleResult few = NoiseEnsemble.Solve(model, start, [observable], grid, new EnsembleOptions { Trajectories = 400, Seed = 2 });
        EnsembleResult many = NoiseEnsemble.Solve(model, start, [observable], grid, new EnsembleOptions { Trajectories = 40_000, Seed = 2 });
        Assert.True(few.TimeStep > many.TimeStep);
        foreach (EnsembleResult result in new[] { few, many })
        {
            Assert.InRange(result.StepErrors![0], 0, 0.101 * result.StandardErrors[0].Max() * 1.2); // the pilot's 256 paths know the scatter to 5 %
            Assert.True(result.PilotTrajectories >= 256);
        }
    }

    [Theory]
    [InlineData(Interpolation.Step)]
    [InlineData(Interpolation.Linear)]
    public void Recorded_noise_is_replayed_for_every_trajectory(Interpolation interpolation)
    {
        // A trace is a drive: the Runge–Kutta solution of the driven model is independent of the splitting.
        RandomModels random = new(5);
        TabulatedFunction path = new([0, 0.31, 0.5, 1.7], [0.4, -1.3, 0.9, 2.0], interpolation);
        OpenSystemModel shape = random.Model([3], new TraceNoise(path));
        OpenSystemModel driven = new(shape.Hamiltonian, shape.Dissipators, [], shape.Space, [new Drive(shape.Noise[0].Operator, new TableEnvelope(path))]);
        Operator start = random.State(3), observable = random.Hermitian(3);
        TimeGrid grid = TimeGrid.Of([0.9, 2.1]);
        PropagationResult exact = MasterEquationSolver.Solve(driven, start, [observable], grid);
        foreach (OpenSystemModel model in new[] { shape, driven })
        {
            EnsembleResult replayed = NoiseEnsemble.Solve(model, start, [observable], grid, new EnsembleOptions { Trajectories = 2 });
            Assert.InRange(replayed.StandardErrors[0][1], 0, 1e-14); // rounding
            for (int k = 0; k < 2; k++)
            {
                // The pilot aims at 1e-7 of |O||ρ(0)| < 3 where there is no scatter.
                Assert.Equal(exact.Values[0][k], replayed.Values[0][k], 1e-6);
            }
        }
    }

    [Fact]
    public void Recorded_noise_and_random_noise_are_followed_together()
    {
        RandomModels random = new(7);
        TabulatedFunction path = new([0, 0.8, 1.9], [0.4, -1.3, 0.9], Interpolation.Linear);
        OpenSystemModel shape = random.Model([2], new TraceNoise(path), RandomModels.Gaussian);
        OpenSystemModel driven = new(shape.Hamiltonian, shape.Dissipators, [shape.Noise[1]], shape.Space, [new Drive(shape.Noise[0].Operator, new TableEnvelope(path))]);
        Operator start = random.State(2), observable = random.Hermitian(2);
        TimeGrid grid = TimeGrid.Of([1.2, 2.5]);
        EnsembleResult sampled = NoiseEnsemble.Solve(shape, start, [observable], grid, new EnsembleOptions { Trajectories = 10_000 });
        PropagationResult exact = MasterEquationSolver.Solve(driven, start, [observable], grid);
        for (int k = 0; k < 2; k++)
        {
            Assert.InRange(sampled.StandardErrors[0][k], 1e-6, 0.1 * Math.Abs(exact.Values[0][k]));
            Assert.InRange((sampled.Values[0][k] - exact.Values[0][k]) / sampled.StandardErrors[0][k], -4, 4);
        }
    }

    [Fact]
    public void Planes_of_commuting_parts_are_common()
    {
        // Functions of one Hermitian matrix with a degenerate eigenvalue: commutators with them commute and have large null spaces.
        RandomModels random = new(3);
        Operator v = HermitianSpectrum.Of(random.Hermitian(4)).Vectors;
        Operator Rotated(params double[] values) => v * new Operator(SparseMatrix<System.Numerics.Complex>.Diagonal([.. values.Select(x => new System.Numerics.Complex(x, 0))])) * v.Adjoint();
        OpenSystemModel shape = random.Model([4]);
        Operator[] operators = [Rotated(1, 1, -0.4, 2e3), Rotated(0.3, 0.3, 0.3, -1.9)];
        Operator[] hermitian = Array.ConvertAll(operators, o => 0.5 * (o + o.Adjoint()));
        OpenSystemModel model = new(shape.Hamiltonian, shape.Dissipators, [.. hermitian.Select(o => new NoiseCoupling(o, RandomModels.Gaussian))], shape.Space);
        EnsembleSystem system = EnsembleSystem.Of(model, random.State(4), [random.Hermitian(4)], new MemoryBudget(1e9));
        CommutingRotations group = Assert.Single(CommutingRotations.Of(system));
        EnsembleBlock block = Assert.Single(system.Blocks);
        RotationPlanes planes = group.Planes[0];
        int n = block.Order;
        Assert.Equal(16, n);
        for (int k = 0; k < 2; k++)
        {
            double[] part = block.Parts[k].ToDense(), moved = new double[n * n], inPlanes = new double[n * n];
            DenseKernels.Managed.Multiply(Transposition.Transpose, Transposition.None, n, n, n, 1, planes.Basis!, n, part, n, 0, moved, n);
            DenseKernels.Managed.Multiply(Transposition.None, Transposition.None, n, n, n, 1, moved, n, planes.Basis!, n, 0, inPlanes, n);
            foreach (RotationPlane plane in planes.Planes)
            {
                double frequency = group.Frequencies[plane.Frequency][k];
                inPlanes[plane.Second + (n * plane.First)] -= frequency;
                inPlanes[plane.First + (n * plane.Second)] += frequency;
            }

            Assert.True(inPlanes.Max(Math.Abs) < 1e-12 * part.Max(Math.Abs));
        }
    }
}
