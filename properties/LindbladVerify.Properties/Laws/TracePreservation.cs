using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>Tr exp(Lt)X = Tr X for every operator X, state or not.</summary>
public class TracePreservation
{
    [Law]
    public Property Every_propagator_keeps_the_trace() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator propagator = e.Propagator();
        Approx.Equal(0, ChoiMatrix.Of(propagator).TraceDefect, e.Rounding, "Tr exp(Lt)|i><j| = δ_ij");
        Complex trace = e.General.Trace();
        Approx.Equal(trace, propagator.Apply(e.General).Trace(), 4 * e.Model.Dimension * e.Rounding, "Tr exp(Lt)X = Tr X");
    });
}
