using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>A noise that never jumps within the time averages evolutions with constant values, weighted by the populations.</summary>
public class FrozenNoise
{
    [Law(Cases = 30)]
    public Property The_extended_generator_averages_constant_values() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Operator coupling = e.General + e.General.Adjoint();
        const double high = 0.9, low = -0.4, probabilityHigh = 0.3, jumps = 1e-14;
        MarkovChainNoise noise = MarkovChainNoise.Telegraph(high, low, jumps / e.Time, probabilityHigh);
        OpenSystemModel model = new(e.Model.Hamiltonian, e.Model.Dissipators, [new(coupling, noise)]);
        StochasticLiouvillian extended = StochasticLiouvillian.Of(model);
        Operator actual = extended.Average(ReferenceExponential.Apply(extended.Matrix, e.Time, extended.Extend(e.First)));
        Operator expected = (probabilityHigh * Constant(e, coupling, high)) + ((1 - probabilityHigh) * Constant(e, coupling, low));
        double rounding = e.Rounding + (16 * Approx.Epsilon * e.Time * extended.Matrix.NormOne() * e.Model.Dimension * e.Model.Dimension);
        Approx.Equal(0, (actual - expected).Matrix.LargestModulus(), rounding + (2 * jumps), "Σ p ρ(value); at most that many jumps");
    });

    private static Operator Constant(Evolution e, Operator coupling, double value) =>
        Evolution.Propagator(Liouvillian.Of(e.Model.Hamiltonian + (value * coupling), e.Model.Dissipators), e.Time).Apply(e.First);
}
