using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>The real reduced equations give the average that the complex noise-extended Liouvillian gives.</summary>
public class NoiseReduction
{
    [Law(Cases = 30)]
    public Property Invariant_blocks_and_the_whole_space_agree() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Operator observable = e.General + e.General.Adjoint();
        Operator coupling = e.Second;
        OpenSystemModel model = new(e.Model.Hamiltonian, e.Model.Dissipators, [new(coupling, MarkovChainNoise.Telegraph(1.3, -0.6, 0.9, 0.7))]);
        double time = Math.Min(e.Time, 5);
        StochasticLiouvillian full = StochasticLiouvillian.Of(model);
        double expected = observable.Expectation(full.Average(ReferenceExponential.Apply(full.Matrix, time, full.Extend(e.First)))).Real;
        double rounding = 64 * Approx.Epsilon * full.Matrix.Rows * (1 + (time * full.Matrix.NormOne())) * observable.Matrix.NormOne();
        foreach (bool reduce in new[] { true, false })
        {
            BlochSystem bloch = InvariantBlock.Of(model, [observable], reduce: reduce).System(e.First, [observable]);
            Assert.True(bloch.Dimension <= full.Matrix.Rows);
            Approx.Equal(expected, bloch.Expectation(0, ReferenceExponential.Apply(bloch.Generator, time, bloch.Initial)), rounding, $"average of the observable, reduce: {reduce}");
        }
    });
}
