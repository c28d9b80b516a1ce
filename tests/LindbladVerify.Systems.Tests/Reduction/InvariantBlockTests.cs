using System.Numerics;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Reduction;

public class InvariantBlockTests
{
    /// <summary>The paper's class: n nuclei in a flip-flop chain, each coupled to the z of one relaxing electron. Couplings span ten decades.</summary>
    private static OpenSystemModel Chain(int nuclei, int seed)
    {
        var random = new RandomSystems(seed);
        var space = new HilbertSpace([Site.OfSpin("S", 0.5), .. Enumerable.Range(1, nuclei).Select(k => Site.OfSpin($"I{k}", 0.5))]);
        Operator hamiltonian = 0.0 * space.One;
        var dissipators = new List<Dissipator>
        {
            new(space.On("S", SpinOperators.Plus(0.5)), 1.7e6),
            new(space.On("S", SpinOperators.Minus(0.5)), 0.3e6),
        };
        for (int k = 1; k <= nuclei; k++)
        {
            hamiltonian += (2 * random.LogUniform(1e1, 1e9)) * (space.On("S", SpinOperators.Z(0.5)) * space.On($"I{k}", SpinOperators.Z(0.5)));
            dissipators.Add(new Dissipator(space.On($"I{k}", SpinOperators.Z(0.5)), random.LogUniform(1e2, 1e4)));
            if (k < nuclei)
            {
                Operator flipFlop = space.On($"I{k}", SpinOperators.Plus(0.5)) * space.On($"I{k + 1}", SpinOperators.Minus(0.5));
                hamiltonian += (-0.5 * random.LogUniform(1e-1, 1e5)) * (flipFlop + flipFlop.Adjoint());
            }
        }

        return new OpenSystemModel(hamiltonian, dissipators, null, space);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    public void A_secular_chain_needs_two_n_squared_of_its_dimensions(int nuclei)
    {
        // By Jordan-Wigner the chain is free: I1z reaches the n² strings c_i† c_j, each with 1 or Sz of the electron.
        for (int seed = 0; seed < 3; seed++)
        {
            OpenSystemModel model = Chain(nuclei, seed);
            Assert.Equal(2 * nuclei * nuclei, InvariantBlock.Of(model, [model.Space.On("I1", SpinOperators.Z(0.5))]).Dimension);
        }
    }

    [Fact]
    public void Six_spins_need_fifty_of_4096_dimensions()
    {
        OpenSystemModel model = Chain(5, 3);
        InvariantBlock block = InvariantBlock.Of(model, [model.Space.On("I1", SpinOperators.Z(0.5))]);
        Assert.Equal(50, block.Dimension);
        Assert.Equal(4096, block.System(DensityMatrices.Mixed(64), []).LiouvilleDimension);
    }

    [Fact]
    public void Couplings_that_cancel_up_to_rounding_do_not_enlarge_the_block()
    {
        // On |↑↑↑> the three shifts leave 0.1 + 0.2 - 0.3 = 5.6e-17: rounding, not a three-spin coupling.
        var space = new HilbertSpace([.. Enumerable.Range(1, 3).Select(k => Site.OfSpin($"I{k}", 0.5))]);
        Operator Z(int k) => 2.0 * space.On($"I{k}", SpinOperators.Z(0.5));
        var model = new OpenSystemModel((0.1 * Z(1)) + (0.2 * Z(2)) - (0.3 * Z(3)), null, null, space);
        Assert.Equal(2, InvariantBlock.Of(model, [space.On("I1", SpinOperators.X(0.5))]).Dimension);
    }

    [Fact]
    public void Many_levels_are_set_up_in_their_own_number_of_steps()
    {
        var model = new OpenSystemModel(LevelOperators.Number(60), [new(LevelOperators.Lowering(60), 0.3)]);
        Assert.Equal(60, InvariantBlock.Of(model, [LevelOperators.Number(60)]).Dimension);
    }

    [Fact]
    public void The_limit_is_kept_and_named()
    {
        OpenSystemModel model = Chain(5, 1);
        var error = Assert.Throws<BlockTooLargeException>(() => InvariantBlock.Of(model, [model.Space.On("I1", SpinOperators.Z(0.5))], limit: 49));
        Assert.Equal(49, error.Limit);
        Assert.Equal(4096, error.LiouvilleDimension);
    }

    [Fact]
    public void Observables_must_be_hermitian_of_the_same_dimension_and_inside_the_block()
    {
        OpenSystemModel model = Chain(2, 1);
        Operator z = model.Space.On("I1", SpinOperators.Z(0.5)), x = model.Space.On("I1", SpinOperators.X(0.5));
        Assert.Contains("Observable 1 is not Hermitian", Assert.Throws<ArgumentException>(() => InvariantBlock.Of(model, [z, new Complex(0, 1) * z])).Message, StringComparison.Ordinal);
        Assert.Contains("dimension 2", Assert.Throws<ArgumentException>(() => InvariantBlock.Of(model, [SpinOperators.Z(0.5)])).Message, StringComparison.Ordinal);
        InvariantBlock block = InvariantBlock.Of(model, [z]);
        Assert.Contains("outside the block", Assert.Throws<ArgumentException>(() => block.System(DensityMatrices.Mixed(8), [x])).Message, StringComparison.Ordinal);
        Assert.Contains("dimension 4", Assert.Throws<ArgumentException>(() => block.System(DensityMatrices.Mixed(4), [z])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void WhatFlipFlopsConserveIsConservedToTheLastBit(double ratio)
    {
        // No short binary numbers: nothing of a fast exchange may leak into the slow sum, however long it acts.
        const double rate = 1e12 * Math.PI;
        var space = new HilbertSpace(Site.OfSpin("I1", 0.5), Site.OfSpin("I2", 0.5));
        Operator swap = space.On("I1", SpinOperators.Plus(0.5)) * space.On("I2", SpinOperators.Minus(0.5));
        Operator total = space.On("I1", SpinOperators.Z(0.5)) + space.On("I2", SpinOperators.Z(0.5));
        InvariantBlock block = InvariantBlock.Of(new OpenSystemModel(0.0 * swap, [new(swap, rate), new(swap.Adjoint(), ratio * rate)], null, space), [total]);
        double[] change = block.Deterministic.Transpose().Multiply(block.Coordinates(total));

        Assert.True(block.Deterministic.NormOne() > rate);
        Assert.All(change, c => Assert.Equal(0, c));
    }
}
