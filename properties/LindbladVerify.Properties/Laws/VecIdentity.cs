using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Superoperators;
using LindbladVerify.TestSupport;

namespace LindbladVerify.Properties.Laws;

/// <summary>vec(A X B) = (Bᵀ ⊗ A) vec(X) for rectangular complex matrices, column stacking.</summary>
public class VecIdentity
{
    private static readonly Arbitrary<Triple> Triples = Arb.From(
        from p in Gen.Choose(1, 5)
        from q in Gen.Choose(1, 5)
        from r in Gen.Choose(1, 5)
        from s in Gen.Choose(1, 5)
        from a in Matrices.Rectangular(p, q)
        from x in Matrices.Rectangular(q, r)
        from b in Matrices.Rectangular(r, s)
        select new Triple(a, x, b),
        Shrink);

    [Law]
    public Property Sandwiches_act_on_stacked_columns() => Prop.ForAll(Triples, t =>
        Approx.Equal((t.A * t.X * t.B).ToDense(), Vectorization.Sandwich(t.A, t.B).Multiply(t.X.ToDense()), 16 * t.X.Rows * t.X.Columns * Approx.Epsilon, "sums of q·r products of entries below √2"));

    /// <summary>One row or column less of each of the four sizes.</summary>
    private static IEnumerable<Triple> Shrink(Triple t)
    {
        (int p, int q, int r, int s) = (t.A.Rows, t.A.Columns, t.B.Rows, t.B.Columns);
        foreach ((int dp, int dq, int dr, int ds) in new[] { (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1) })
        {
            if (p > dp && q > dq && r > dr && s > ds)
            {
                yield return new Triple(Leading(t.A, p - dp, q - dq), Leading(t.X, q - dq, r - dr), Leading(t.B, r - dr, s - ds));
            }
        }
    }

    private static SparseMatrix<Complex> Leading(SparseMatrix<Complex> a, int rows, int columns) =>
        a.Submatrix([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, columns)]);

    private sealed record Triple(SparseMatrix<Complex> A, SparseMatrix<Complex> X, SparseMatrix<Complex> B)
    {
        public override string ToString() => $"A = {Text(A)}, X = {Text(X)}, B = {Text(B)}";

        private static string Text(SparseMatrix<Complex> a) => $"[{a.Rows}, {a.Columns}] {string.Join(' ', a.ToDense())}";
    }
}
