using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>The basis states that a density operator can ever occupy: closed under H, noises, drives, jumps L and their losses L†L.</summary>
/// <remarks>
/// Where excitations are only kept or lost these are few among many sites: n + 1 of 2^n for one excitation. Within them the model is
/// exact, since no part of it leads out. Cost: linear in the entries of the columns that are reached.
/// </remarks>
public static class ReachableKets
{
    private const int Most = 4096;

    /// <summary>The states, ascending; null where they are more than half of all, or too many to be of use.</summary>
    /// <param name="model">The model.</param>
    /// <param name="initial">ρ(0), [d, d].</param>
    public static int[]? Find(OpenSystemModel model, Operator initial)
    {
        int limit = Math.Min(model.Dimension / 2, Most);
        SparseMatrix<Complex>[] maps =
        [
            model.Hamiltonian.Matrix,
            .. model.Noise.Select(n => n.Operator.Matrix),
            .. model.Drives.Select(d => d.Operator.Matrix),
            .. model.Dissipators.Where(d => d.Rate > 0).SelectMany(d => new[] { d.JumpOperator.Matrix, (d.JumpOperator.Adjoint() * d.JumpOperator).Matrix }),
        ];
        var reached = new HashSet<int>();
        var waiting = new Stack<int>();
        foreach ((int row, int column, Complex value) in initial.Matrix.Entries())
        {
            if (value != 0)
            {
                Visit(row, reached, waiting);
                Visit(column, reached, waiting);
            }
        }

        while (reached.Count <= limit && waiting.TryPop(out int ket))
        {
            foreach (SparseMatrix<Complex> map in maps)
            {
                for (int p = map.ColumnStarts[ket]; p < map.ColumnStarts[ket + 1]; p++)
                {
                    if (map.Values[p] != 0)
                    {
                        Visit(map.RowIndices[p], reached, waiting);
                    }
                }
            }
        }

        return reached.Count > 0 && reached.Count <= limit ? [.. reached.Order()] : null;
    }

    /// <summary>An operator between these states.</summary>
    public static Operator Restrict(Operator a, int[] kets) => new(a.Matrix.Submatrix(kets, kets));

    /// <summary>The model on these states; its sites are gone.</summary>
    public static OpenSystemModel Restrict(OpenSystemModel model, int[] kets) => new(
        Restrict(model.Hamiltonian, kets),
        [.. model.Dissipators.Select(d => new Dissipator(Restrict(d.JumpOperator, kets), d.Rate))],
        [.. model.Noise.Select(n => n with { Operator = Restrict(n.Operator, kets) })],
        null,
        [.. model.Drives.Select(d => d with { Operator = Restrict(d.Operator, kets) })]);

    private static void Visit(int ket, HashSet<int> reached, Stack<int> waiting)
    {
        if (reached.Add(ket))
        {
            waiting.Push(ket);
        }
    }
}
