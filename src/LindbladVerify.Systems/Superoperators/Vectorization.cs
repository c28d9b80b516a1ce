using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>Column stacking: vec(A)[i + j*d] = A[i, j], so that vec(A X B) = (Bᵀ ⊗ A) vec(X).</summary>
public static class Vectorization
{
    /// <summary>The [d*d] vector of an operator.</summary>
    public static Complex[] Vec(Operator a) => a.ToDense();

    /// <summary>The operator of a [d*d] vector.</summary>
    /// <exception cref="ArgumentException">The length is not a square.</exception>
    public static Operator Unvec(ReadOnlySpan<Complex> vector)
    {
        int d = (int)Math.Round(Math.Sqrt(vector.Length));
        if (d * d != vector.Length)
        {
            throw new ArgumentException($"A vectorised operator has d*d entries; {vector.Length} is not a square.", nameof(vector));
        }

        return Operator.FromDense(d, vector);
    }

    /// <summary>The matrix of X -&gt; A X B, also for rectangular A [p, q] and B [r, s]: Bᵀ ⊗ A, [p*s, q*r].</summary>
    public static SparseMatrix<Complex> Sandwich(SparseMatrix<Complex> a, SparseMatrix<Complex> b) =>
        SparseMatrix<Complex>.Kronecker(b.Transpose(), a);
}
