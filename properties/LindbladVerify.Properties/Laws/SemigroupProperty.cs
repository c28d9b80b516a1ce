using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>exp(L(s+t)) = exp(Ls) exp(Lt), and only the product of generator and time matters.</summary>
public class SemigroupProperty
{
    [Law]
    public Property Times_add() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        double part = 0.37 * e.Time;
        SuperOperator composed = Evolution.Propagator(e.Generator, e.Time - part) * Evolution.Propagator(e.Generator, part);
        double difference = (composed - e.Propagator()).Matrix.LargestModulus();
        Approx.Equal(0, difference, 4 * e.Model.Dimension * e.Rounding, "exp(L(s+t)) = exp(Ls) exp(Lt)");
    });

    [Law]
    public Property Energies_and_rates_scale_against_time() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        const double scale = 2.5e6;
        SuperOperator scaled = Evolution.Propagator(scale * e.Generator, e.Time / scale);
        Approx.Equal(0, (scaled - e.Propagator()).Matrix.LargestModulus(), 4 * e.Model.Dimension * e.Rounding, "exp(λL · t/λ) = exp(Lt)");
    });
}
