using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>exp(Lt)(X†) = (exp(Lt)X)† for every X.</summary>
public class HermiticityPreservation
{
    [Law]
    public Property Every_propagator_commutes_with_the_adjoint() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator propagator = e.Propagator();
        Approx.Equal(0, ChoiMatrix.Of(propagator).HermiticityDefect, e.Rounding, "the Choi matrix is Hermitian");
        Operator difference = propagator.Apply(e.General.Adjoint()) - propagator.Apply(e.General).Adjoint();
        Approx.Equal(0, difference.Matrix.LargestModulus(), 4 * e.Model.Dimension * e.Rounding, "exp(Lt)(X†) = (exp(Lt)X)†");
    });
}
