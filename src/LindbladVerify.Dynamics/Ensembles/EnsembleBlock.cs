using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>An independent set of real equations dv/dt = (L + Σ f_k(t) G_k) v along a path of the noises and drives f_k.</summary>
/// <param name="Deterministic">L, [n, n], 1/s.</param>
/// <param name="Parts">G_k of every noise, then of every drive, [n, n]; antisymmetric, because each generates rotations.</param>
/// <param name="Initial">v(0), [n].</param>
/// <param name="Rows">One row [n] per observable.</param>
internal sealed record EnsembleBlock(SparseMatrix<double> Deterministic, SparseMatrix<double>[] Parts, double[] Initial, double[][] Rows)
{
    /// <summary>Number n of equations.</summary>
    public int Order => Initial.Length;
}
