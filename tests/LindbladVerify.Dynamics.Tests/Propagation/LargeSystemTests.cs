using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Systems without symmetry, and requests that do not fit.</summary>
public sealed class LargeSystemTests
{
    [Fact]
    public void ADenseRequestThatDoesNotFitIsRefusedWithItsSizeAndAutoSolvesItAnotherWay()
    {
        OpenSystemModel model = SpinChains.WithoutSymmetry(7);
        Operator[] observables = [SpinChains.Z(model.Space, "I1"), SpinChains.Z(model.Space, "I7")];
        Operator initial = SpinChains.FirstUp(model.Space);
        TimeGrid grid = TimeGrid.Uniform(0, 0.5, 6);
        var dense = new PropagationOptions { Method = PropagationMethod.Dense, Reduce = false, MemoryLimit = 4_000_000_000 };
        var refusal = Assert.Throws<InsufficientMemoryForPropagationException>(() => MasterEquationSolver.Solve(model, initial, observables, grid, dense));
        Assert.True(refusal.Required >= 16384.0 * 16384 * 8);
        Assert.Contains("GB", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("16384", refusal.Message, StringComparison.Ordinal);
        var reduced = Assert.Throws<InsufficientMemoryForPropagationException>(() => MasterEquationSolver.Solve(model, initial, observables, grid, dense with { Reduce = true, MemoryLimit = 400_000_000 }));
        Assert.True(reduced.Required >= 16384.0 * 16384 * 8, "The need is that of all equations, not what is left.");
        Assert.Contains("16384", reduced.Message, StringComparison.Ordinal);

        PropagationResult auto = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { MemoryLimit = 400_000_000 });
        PropagationResult steps = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.RungeKutta });
        Assert.Equal(PropagationMethod.Krylov, auto.Method);
        Assert.Equal(16384, auto.Dimension.Solved);
        for (int o = 0; o < observables.Length; o++)
        {
            Approx.Equal(steps.Values[o], auto.Values[o], 2e-10, "two methods with a tolerance of 1e-10 each");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [LongInlineData(5)]
    public void AllMethodsAgreeWithoutSymmetry(int spins)
    {
        OpenSystemModel model = SpinChains.WithoutSymmetry(spins, 10 + spins);
        Operator[] observables = [SpinChains.Z(model.Space, "I1"), model.Space.On("I2", SpinOperators.X(0.5))];
        Operator initial = new RandomSystems(spins).Density(model.Dimension);
        TimeGrid grid = TimeGrid.Uniform(0, 6, 25);
        PropagationResult dense = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.Dense });
        Assert.True(dense.Dimension.Solved >= (model.Dimension * model.Dimension) - 1);
        foreach (PropagationOptions options in new[]
        {
            new PropagationOptions { Method = PropagationMethod.Krylov },
            new PropagationOptions { Method = PropagationMethod.Krylov, Reduce = false },
            new PropagationOptions { Method = PropagationMethod.RungeKutta },
            new PropagationOptions { Method = PropagationMethod.RungeKutta, Reduce = false },
            new PropagationOptions(),
        })
        {
            PropagationResult other = MasterEquationSolver.Solve(model, initial, observables, grid, options);
            for (int o = 0; o < observables.Length; o++)
            {
                Approx.Equal(dense.Values[o], other.Values[o], 2e-10, $"{options.Method}, {other.Reason}");
            }
        }
    }

    [Fact]
    public void NoiseWithoutSymmetryAgreesBetweenTheMatrixAndTheOperatorForm()
    {
        var random = new RandomSystems(8);
        HilbertSpace space = SpinChains.Nuclei(2);
        OpenSystemModel model = random.Model(space, 2, random.Telegraph(), random.Chain(3));
        Operator initial = random.Density(4);
        Operator[] observables = [random.Hermitian(4), random.Hermitian(4)];
        TimeGrid grid = TimeGrid.Uniform(0, 5, 21);
        PropagationResult dense = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.Dense });
        PropagationResult whole = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.Krylov, Reduce = false });
        Assert.Equal(96, whole.Dimension.Solved);
        for (int o = 0; o < observables.Length; o++)
        {
            Approx.Equal(dense.Values[o], whole.Values[o], 1e-9, "tolerance 1e-10 of |O||rho|, about 5");
        }
    }

    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-8)]
    [InlineData(1e-11)]
    public void TheToleranceIsHonouredOnRandomModels(double tolerance)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new RandomSystems(100 + seed);
            HilbertSpace space = SpinChains.Nuclei(3);
            OpenSystemModel model = seed % 2 == 0 ? random.Model(space, 2) : random.LocalModel(space, random.Telegraph());
            Operator initial = random.Density(8);
            Operator observable = random.Hermitian(8);
            TimeGrid grid = TimeGrid.Uniform(0, random.LogUniform(0.3, 30), 12);
            PropagationResult reference = MasterEquationSolver.Solve(model, initial, [observable], grid, new PropagationOptions { Method = PropagationMethod.Dense });
            double scale = Frobenius(observable) * Frobenius(initial);
            foreach (PropagationMethod method in new[] { PropagationMethod.Krylov, PropagationMethod.RungeKutta })
            {
                PropagationResult result = MasterEquationSolver.Solve(model, initial, [observable], grid, new PropagationOptions { Method = method, Tolerance = tolerance });
                double error = result.Values[0].Zip(reference.Values[0], (a, b) => Math.Abs(a - b)).Max();
                Assert.True(error <= (tolerance * scale) + (1e-12 * scale), $"{method}, model {seed}: error {error:G3} for tolerance {tolerance:G3} of {scale:G3}");
            }
        }
    }

    private static double Frobenius(Operator a) => Math.Sqrt(a.Matrix.Values.ToArray().Sum(z => (z.Real * z.Real) + (z.Imaginary * z.Imaginary)));
}
