using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Dynamics.MonteCarlo.Random;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Benchmarks.Ensembles;

/// <summary>A chain of spins ½ without symmetry, Gaussian noise on the first one, carried through a number of splitting steps.</summary>
internal sealed class SpinChainEnsemble
{
    private readonly SplittingKernel<Lanes512> kernel;

    /// <param name="spins">2, 3 and 4 give n = 16, 64 and 256 real equations (the trace is one of them).</param>
    /// <param name="trajectories">Trajectories of a run.</param>
    /// <param name="steps">Steps of a run.</param>
    /// <param name="kernels">Dense kernels.</param>
    public SpinChainEnsemble(int spins, int trajectories, int steps, IDenseKernels kernels)
    {
        (Trajectories, Steps) = (trajectories, steps);
        var space = new HilbertSpace([.. Enumerable.Range(0, spins).Select(k => Site.OfSpin(Name(k), 0.5))]);
        Operator x = SpinOperators.X(0.5), y = SpinOperators.Y(0.5), z = SpinOperators.Z(0.5);
        Operator hamiltonian = Enumerable.Range(0, spins).Select(k => space.On(Name(k), ((0.7 + (0.1 * k)) * x) + (0.4 * y) + ((0.3 * k) + 0.2) * z)).Aggregate((a, b) => a + b);
        for (int k = 0; k + 1 < spins; k++)
        {
            hamiltonian += (space.On(Name(k), x) * space.On(Name(k + 1), x)) + (0.6 * (space.On(Name(k), z) * space.On(Name(k + 1), y + y.Adjoint())));
        }

        Dissipator[] relaxation = [.. Enumerable.Range(0, spins).Select(k => new Dissipator(space.On(Name(k), SpinOperators.Minus(0.5)), 0.1))];
        Operator first = space.On(Name(0), z);
        OpenSystemModel model = new(hamiltonian, relaxation, [new NoiseCoupling(first, new OrnsteinUhlenbeckNoise(0.2, 0.8, 1.3))], space);
        EnsembleSystem system = EnsembleSystem.Of(model, first + (0.5 * space.One), [first], new MemoryBudget(1e9));
        StepGrid grid = new([0.01 * steps], 0.01, multiple: 1);
        Order = system.Order;
        kernel = new SplittingKernel<Lanes512>(
            new SplittingMotion<Lanes512>(system, CommutingRotations.Of(system), grid, kernels), new NoiseIntegrals<Lanes512>(model, grid, new StreamKey(1)), grid,
            new StopPlan([grid.Longest * steps], [0], 1), 1, EnsembleRunner.BlockSize(system.Order, trajectories));
    }

    /// <summary>Real equations.</summary>
    public int Order { get; }

    /// <summary>Trajectories of a run.</summary>
    public int Trajectories { get; }

    /// <summary>Steps of a run.</summary>
    public int Steps { get; }

    /// <summary>Operations of the matrix products that a run needs at least, one per step.</summary>
    public double Operations => 2.0 * Order * Order * Trajectories * Steps;

    /// <summary>Mean of the observable at the end.</summary>
    public double Run() => EnsembleRunner.Run(kernel, Trajectories, 1, CancellationToken.None).Mean[0];

    private static string Name(int k) => $"s{k}";
}
