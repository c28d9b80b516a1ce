using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>Evolutions of two to four levels over times from 0.01 to 30; the dimension is shrunk first, then the parts.</summary>
internal static class EvolutionGen
{
    public static Arbitrary<Evolution> Arbitrary { get; } = Arb.From(
        from d in Matrices.Dimension
        from model in ModelGen.Of(d)
        from first in DensityMatrixGen.Of(d)
        from second in DensityMatrixGen.Of(d)
        from general in JumpOperatorGen.Of(d)
        from time in Matrices.LogUniform(0.01, 30)
        select new Evolution(model, first, second, general, time),
        Shrink);

    private static IEnumerable<Evolution> Shrink(Evolution e)
    {
        if (e.Model.Dimension > 2)
        {
            yield return new Evolution(ModelGen.Truncate(e.Model), DensityMatrixGen.Truncate(e.First), DensityMatrixGen.Truncate(e.Second), Matrices.Truncate(e.General), e.Time);
        }

        if (e.Time != 1)
        {
            yield return e with { Time = 1 };
        }

        foreach (OpenSystemModel model in ModelGen.Shrink(e.Model))
        {
            yield return e with { Model = model };
        }

        foreach (Operator first in DensityMatrixGen.Shrink(e.First))
        {
            yield return e with { First = first };
        }

        foreach (Operator second in DensityMatrixGen.Shrink(e.Second))
        {
            yield return e with { Second = second };
        }

        foreach (Operator general in JumpOperatorGen.Shrink(e.General))
        {
            yield return e with { General = general };
        }
    }
}
