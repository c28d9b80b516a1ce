using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using Xunit;

namespace LindbladVerify.Properties.Laws;

/// <summary>Stacking and unstacking, and the reshuffling between superoperator and Choi matrix, move entries and change none.</summary>
public class VecRoundTrip
{
    [Law]
    public Property Unvec_undoes_vec() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        Complex[] vector = Vectorization.Vec(e.General);
        Assert.Equal(0, (Vectorization.Unvec(vector) - e.General).Matrix.StoredCount);
        Assert.Equal(vector, Vectorization.Vec(Vectorization.Unvec(vector)));
        for (int k = 0; k < vector.Length; k++)
        {
            Assert.Equal(e.General[k % e.General.Dimension, k / e.General.Dimension], vector[k]);
        }
    });

    [Law]
    public Property Choi_matrices_give_the_map_back() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator map = e.Generator * SuperOperator.Left(e.General);
        Assert.Equal(0, (ChoiMatrix.Of(map).ToSuperOperator() - map).Matrix.StoredCount);
    });

    [Law]
    public Property Chi_matrices_give_the_map_back() => Prop.ForAll(EvolutionGen.Arbitrary, e =>
    {
        SuperOperator map = e.Generator * SuperOperator.Left(e.General);
        SuperOperator back = ChiMatrix.Of(map, OperatorBasis.GellMann(map.HilbertDimension)).ToSuperOperator();
        TestSupport.Approx.Equal(map.Matrix, back.Matrix, 1e-14, "two unitary changes of basis");
    });
}
