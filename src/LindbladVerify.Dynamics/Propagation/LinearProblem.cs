using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>dv/dt = (A + Σ f_k(t) B_k) v with explicit sparse matrices, and the rows that are wanted.</summary>
/// <param name="Generator">A, [n, n].</param>
/// <param name="Drives">B_k with f_k.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">Row vectors [n].</param>
internal sealed record LinearProblem(SparseMatrix<double> Generator, IReadOnlyList<BlochDrive> Drives, double[] Initial, double[][] Rows)
{
    public int Dimension => Initial.Length;

    /// <summary>The whole of a system.</summary>
    public static LinearProblem Of(BlochSystem system) => new(system.Generator, system.Drives, system.Initial, [.. system.Observables]);

    /// <summary>The coordinates of one block, or of several at once.</summary>
    public LinearProblem Restrict(int[] indices) => indices.Length == Dimension
        ? this
        : new LinearProblem(
            Generator.Submatrix(indices, indices),
            [.. Drives.Select(d => d with { Generator = d.Generator.Submatrix(indices, indices) })],
            Pick(Initial, indices),
            Array.ConvertAll(Rows, r => Pick(r, indices)));

    private static double[] Pick(double[] vector, int[] indices) => Array.ConvertAll(indices, i => vector[i]);
}
