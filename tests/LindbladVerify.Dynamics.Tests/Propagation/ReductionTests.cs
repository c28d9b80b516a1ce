using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>What the reduction leaves out does not matter, and what it keeps is as small as theory says.</summary>
public sealed class ReductionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void OnAndOffAgree(int nuclei)
    {
        OpenSystemModel model = SpinChains.QuantumElectron(nuclei, 3e4);
        Operator[] observables = [SpinChains.Z(model.Space, "I1") - SpinChains.Z(model.Space, "I2"), SpinChains.Z(model.Space, "S")];
        Operator initial = SpinChains.FirstUp(model.Space);
        TimeGrid grid = TimeGrid.Uniform(0, 4e-5, 41);
        PropagationResult on = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.Dense });
        PropagationResult off = MasterEquationSolver.Solve(model, initial, observables, grid, new PropagationOptions { Method = PropagationMethod.Dense, Reduce = false });
        Assert.Equal(model.Dimension * model.Dimension, off.Dimension.Solved);
        Assert.True(on.Dimension.Solved < off.Dimension.Solved / 4);
        for (int o = 0; o < observables.Length; o++)
        {
            Approx.Equal(off.Values[o], on.Values[o], 1e-13, "both are exact; |A|t is a few hundred");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void ASecularChainNeedsTwoEquationsPerPairOfNuclei(int nuclei)
    {
        OpenSystemModel model = SpinChains.QuantumElectron(nuclei);
        Operator difference = SpinChains.Z(model.Space, "I1") - SpinChains.Z(model.Space, "I2");
        PropagationResult result = MasterEquationSolver.Solve(model, SpinChains.FirstUp(model.Space), [difference], TimeGrid.Uniform(0, 1e-5, 3));
        Assert.True(result.Dimension.Solved <= 2 * nuclei * nuclei, $"{result.Dimension.Solved} equations for {nuclei} nuclei");
        Assert.Equal(Math.Pow(4, nuclei + 1), result.Dimension.Liouville);
    }

    [Theory]
    [InlineData(2, 0.0)]
    [InlineData(2, 2e4)]
    [InlineData(4, 1e4)]
    public void TheQuantumElectronEqualsItsTelegraphAverage(int nuclei, double dephasing)
    {
        OpenSystemModel quantum = SpinChains.QuantumElectron(nuclei, dephasing);
        OpenSystemModel classical = SpinChains.Telegraph(nuclei, dephasing);
        TimeGrid grid = TimeGrid.Uniform(0, 3e-5, 61);
        Operator Difference(OpenSystemModel m) => SpinChains.Z(m.Space, "I1") - SpinChains.Z(m.Space, "I2");
        PropagationResult full = MasterEquationSolver.Solve(quantum, SpinChains.FirstUp(quantum.Space), [Difference(quantum)], grid);
        PropagationResult average = MasterEquationSolver.Solve(classical, SpinChains.FirstUp(classical.Space), [Difference(classical)], grid);
        Approx.Equal(full.Values[0], average.Values[0], 1e-13, "the electron of a secular Hamiltonian is a classical telegraph");
    }

    [Fact]
    public void IndependentBlocksAreSolvedOneByOne()
    {
        // Two pairs that do not see each other: observables of both, in blocks of their own.
        HilbertSpace space = SpinChains.Nuclei(4);
        Operator Flip(string a, string b)
        {
            Operator flip = space.On(a, SpinOperators.Plus(0.5)) * space.On(b, SpinOperators.Minus(0.5));
            return flip + flip.Adjoint();
        }

        var model = new OpenSystemModel((0.9 * Flip("I1", "I2")) + (0.4 * Flip("I3", "I4")), [new Dissipator(SpinChains.Z(space, "I2"), 0.3)], space: space);
        Operator initial = space.Product(DensityMatrices.Up(0.5), DensityMatrices.Down(0.5), DensityMatrices.Down(0.5), DensityMatrices.Up(0.5));
        PropagationResult both = MasterEquationSolver.Solve(model, initial, [SpinChains.Z(space, "I1"), SpinChains.Z(space, "I3")], TimeGrid.Uniform(0, 9, 10), new PropagationOptions { Method = PropagationMethod.Dense });
        Assert.True(both.Statistics.Blocks >= 2);
        for (int k = 0; k < both.Grid.Count; k++)
        {
            Approx.Equal(-0.5 * Math.Cos(0.8 * both.Grid.Times[k]), both.Values[1][k], 1e-14 * 50, "an isolated pair oscillates at twice its coupling");
        }
    }

    [Fact]
    public void AnObservableThatTheStateNeverReachesIsZero()
    {
        HilbertSpace space = SpinChains.Nuclei(2);
        var model = new OpenSystemModel(SpinChains.Z(space, "I1"), space: space);
        Operator coherence = space.On("I2", SpinOperators.X(0.5));
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Mixed(4), [coherence], TimeGrid.Uniform(0, 1, 5));
        Assert.Equal(0, result.Dimension.Solved);
        Assert.All(result.Values[0], v => Assert.Equal(0, v));
    }
}
