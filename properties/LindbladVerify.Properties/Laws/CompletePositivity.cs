using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>The Choi matrix of exp(Lt) has no negative eigenvalue, and its Kraus operators give the map back.</summary>
public class CompletePositivity
{
    [Law]
    public Property Every_propagator_is_completely_positive() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        // An eigenvalue moves by at most the norm of the perturbation: d² entries of that size.
        double tolerance = e.Model.Dimension * e.Model.Dimension * e.Rounding;
        ChoiMatrix choi = ChoiMatrix.Of(e.Propagator());
        Assert.True(choi.SmallestEigenvalue >= -tolerance, $"smallest Choi eigenvalue {choi.SmallestEigenvalue:R} below -{tolerance:G3}");
        Operator state = e.Propagator().Apply(e.First);
        double smallest = HermitianSpectrum.Of(state).Smallest;
        Assert.True(smallest >= -tolerance, $"smallest eigenvalue of the state {smallest:R} below -{tolerance:G3}");
    });

    [Law]
    public Property Kraus_operators_of_every_propagator_give_it_back() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator propagator = e.Propagator();
        double tolerance = e.Model.Dimension * e.Model.Dimension * e.Rounding;
        SuperOperator rebuilt = KrausOperators.ToSuperOperator(KrausOperators.Of(propagator, tolerance));
        Approx.Equal(0, (rebuilt - propagator).Matrix.LargestModulus(), 2 * e.Model.Dimension * e.Model.Dimension * tolerance, "Σ K X K†; up to d² dropped terms of the tolerance each");
    });
}
