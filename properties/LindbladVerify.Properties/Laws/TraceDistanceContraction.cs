using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>No channel makes two states easier to tell apart: ‖exp(Lt)(ρ-σ)‖₁ never grows, and fidelity never falls.</summary>
public class TraceDistanceContraction
{
    [Law]
    public Property States_come_closer_at_all_times() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator propagator = e.Propagator();
        Operator first = propagator.Apply(e.First), second = propagator.Apply(e.Second);
        double before = StateMeasures.TraceDistance(e.First, e.Second), after = StateMeasures.TraceDistance(first, second);
        double tolerance = e.Model.Dimension * e.Model.Dimension * e.Rounding;
        Assert.True(after <= before + tolerance, $"trace distance grew from {before:R} to {after:R}");
    });

    [Law]
    public Property Distances_and_fidelities_stay_within_their_bounds() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        double distance = StateMeasures.TraceDistance(e.First, e.Second), root = StateMeasures.RootFidelity(e.First, e.Second);
        Approx.Equal(StateMeasures.RootFidelity(e.Second, e.First), root, 1e-7, "fidelity is symmetric; √ of rounded zero eigenvalues");

        // Fuchs and van de Graaf (1999), doi:10.1109/18.761271: 1 - √F ≤ T ≤ √(1-F); √ of rounding errors ~1e-8 may enter.
        Assert.InRange(distance, 1 - root - 1e-7, Math.Sqrt(Math.Max(0, 1 - (root * root))) + 1e-7);
    });
}
