using LindbladVerify.Algebra.Fields;
using LindbladVerify.Rates.PrimeFields;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.PrimeFields;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Rates.Tests.PrimeFields;

/// <summary>Areas by eliminations in an order that was found at another point are those of the moments, or none is given.</summary>
public class FieldEliminationTests
{
    [Fact]
    public void AreasAreThoseOfTheMomentsAtOtherPointsOfOtherFields()
    {
        int planned = 0, singular = 0;
        foreach ((ModelFile model, string[] observables) in Models())
        {
            string[] parameters = [.. model.Parameters.Exact.Select(p => p.Name)];
            foreach (string observable in observables)
            {
                if (Algebraic(model, observable, parameters) is not { Equations: > 0 and <= 64 } algebraic || !TryBind(algebraic, 0, out FieldSystem system)
                    || FieldElimination.TryPlan(system) is not { } elimination || !elimination.Agrees(system, new FieldResponse(algebraic.Equations)))
                {
                    continue;
                }

                planned++;
                singular += IsSingular(system) ? 1 : 0;
                for (int k = 1; k <= 3; k++)
                {
                    Assert.True(TryBind(algebraic, k, out FieldSystem other));
                    Assert.True(elimination.Agrees(other, new FieldResponse(algebraic.Equations)), $"{model.Name}: {observable}");
                }
            }
        }

        Assert.True(planned >= 20 && singular >= 1, $"{planned} observables, {singular} singular");
    }

    [Fact]
    public void WhatThePointDoesNotAllowIsNotGiven()
    {
        FieldElimination elimination = FieldElimination.TryPlan(TwoEquations(3, 0, 0, 5))!;
        Assert.True(elimination.TryArea(TwoEquations(3, 0, 0, 7), out ulong numerator, out ulong denominator));
        PrimeField field = PrimeField.At(0);
        Assert.Equal(field.Negate(field.Add(field.Inverse(3), field.Inverse(7))), field.Divide(numerator, denominator));
        Assert.False(elimination.TryArea(TwoEquations(3, 0, 0, 0), out _, out _));

        // Singular where the order was found, and regular elsewhere: what was left out is no longer zero.
        elimination = FieldElimination.TryPlan(TwoEquations(1, 1, 1, 1))!;
        Assert.True(elimination.TryArea(TwoEquations(1, 1, 1, 1), out _, out _));
        Assert.False(elimination.TryArea(TwoEquations(1, 1, 1, 2), out _, out _));
    }

    /// <summary>b and c are in range, and the area of what grows without bound is still none.</summary>
    [Fact]
    public void ANilpotentMatrixDoesNotAgree()
    {
        FieldSystem system = TwoEquations(0, 1, 0, 0, initial: [1, 0], observable: [0, 1]);
        Assert.False(FieldElimination.TryPlan(system)?.Agrees(system, new FieldResponse(2)) ?? false);
    }

    /// <summary>Models of the documentation, and one of a difference that decays whose conserved sum makes the generator singular.</summary>
    private static IEnumerable<(ModelFile Model, string[] Observables)> Models() =>
        new[] { "docs/models", "docs/formulas/models" }.SelectMany(f => Directory.GetFiles(RepositoryFolder.PathOf(f), "*.yaml")).Order(StringComparer.Ordinal)
            .Select(f => ModelFileReader.Open(f))
            .Where(m => !m.IsAverage)
            .Select(m => (m, m.Bind().Observables.Select(o => o.Name).ToArray()))
            .Append((ModelFileReader.OpenText("""
                spins: { I1: 1/2, I2: 1/2 }
                parameters: { D: 3, d: 2, g: 1 }
                hamiltonian: "D*(I1.p*I2.m + I1.m*I2.p) + d*I1.z"
                dissipators: [ { operator: "I1.z", rate: g } ]
                initial: { density: "I1.z - I2.z" }
                observables: { o: "I1.z - I2.z" }
                times: [0, 1]
                """), ["o"]));

    private static FieldSystem TwoEquations(ulong a, ulong b, ulong c, ulong d, ulong[]? initial = null, ulong[]? observable = null)
    {
        var system = new FieldSystem([0, 2, 4], [0, 1, 0, 1], null, 0) { Field = PrimeField.At(0) };
        ulong[] all = [a, b, c, d, .. initial ?? [1, 1], .. observable ?? [1, 1]];
        all.CopyTo(system.All);
        return system;
    }

    private static FieldModel? Algebraic(ModelFile model, string observable, string[] parameters)
    {
        try
        {
            return FieldModel.Create(model, observable, parameters);
        }
        catch (NotAlgebraicException)
        {
            return null;
        }
    }

    private static bool TryBind(FieldModel model, int index, out FieldSystem system)
    {
        var field = PrimeField.At(index);
        var sampler = new FieldSampler((ulong)(17 + index));
        var point = new ulong[model.Parameters.Count];
        sampler.Fill(field, point);
        system = model.NewSystem();
        return model.TryBind(new Valuation(field, sampler), point, system);
    }

    private static bool IsSingular(FieldSystem system)
    {
        int n = system.Dimension;
        var matrix = new ulong[n * n];
        for (int row = 0; row < n; row++)
        {
            for (int k = system.RowStarts[row]; k < system.RowStarts[row + 1]; k++)
            {
                matrix[(row * n) + system.Columns[k]] = system.Matrix[k];
            }
        }

        return !DenseSystem.TrySolve(system.Field, matrix, new ulong[n], n);
    }
}
