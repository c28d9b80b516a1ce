using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>The Heisenberg picture predicts the same averages: Tr(A exp(Lt)ρ) = Tr((exp(L†t)A) ρ), and L†(1) = 0.</summary>
public class AdjointDuality
{
    [Law]
    public Property Both_pictures_agree() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Complex schroedinger = e.General.Expectation(e.Propagator().Apply(e.First));
        Complex heisenberg = Evolution.Propagator(e.Generator.Adjoint(), e.Time).Apply(e.General).Expectation(e.First);
        Approx.Equal(schroedinger, heisenberg, 4 * e.Model.Dimension * e.Rounding, "Tr(A ρ(t)) = Tr(A(t) ρ)");
    });

    [Law]
    public Property The_identity_is_conserved() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Operator image = e.Generator.Adjoint().Apply(e.Model.Space.One);
        Approx.Equal(0, image.Matrix.LargestModulus(), 16 * e.Model.Dimension * Approx.Epsilon * e.Generator.Matrix.LargestModulus(), "L†(1) = 0");
    });
}
