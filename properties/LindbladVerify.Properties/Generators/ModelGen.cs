using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>Models without noise: a full Hermitian H, one to three full jump operators, rates over three decades.</summary>
internal static class ModelGen
{
    public static Gen<OpenSystemModel> Of(int dimension) =>
        from hamiltonian in HermitianGen.Of(dimension)
        from count in Gen.Choose(1, 3)
        from jumps in Gen.ArrayOf(JumpOperatorGen.Of(dimension), count)
        from rates in Gen.ArrayOf(Matrices.LogUniform(1e-3, 1), count)
        select new OpenSystemModel(hamiltonian, [.. jumps.Zip(rates, (l, r) => new Dissipator(l, r))]);

    /// <summary>Simpler models of the same dimension: fewer dissipators, then simpler operators, then rates of 1.</summary>
    public static IEnumerable<OpenSystemModel> Shrink(OpenSystemModel model)
    {
        IReadOnlyList<Dissipator> terms = model.Dissipators;
        for (int k = 0; k < terms.Count; k++)
        {
            yield return new OpenSystemModel(model.Hamiltonian, [.. terms.Where((_, j) => j != k)]);
        }

        foreach (Operator h in HermitianGen.Shrink(model.Hamiltonian))
        {
            yield return new OpenSystemModel(h, terms);
        }

        for (int k = 0; k < terms.Count; k++)
        {
            foreach (Dissipator simpler in Simpler(terms[k]))
            {
                yield return new OpenSystemModel(model.Hamiltonian, [.. terms.Select((t, j) => j == k ? simpler : t)]);
            }
        }
    }

    /// <summary>The model on the leading levels.</summary>
    public static OpenSystemModel Truncate(OpenSystemModel model) => new(
        Matrices.Truncate(model.Hamiltonian),
        [.. model.Dissipators.Select(t => new Dissipator(Matrices.Truncate(t.JumpOperator), t.Rate))]);

    private static IEnumerable<Dissipator> Simpler(Dissipator term) =>
        JumpOperatorGen.Shrink(term.JumpOperator).Select(l => new Dissipator(l, term.Rate))
            .Concat(term.Rate == 1 ? [] : [new Dissipator(term.JumpOperator, 1)]);
}
