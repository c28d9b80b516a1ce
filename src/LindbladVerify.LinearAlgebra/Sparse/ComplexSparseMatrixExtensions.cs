using System.Numerics;

namespace LindbladVerify.LinearAlgebra.Sparse;

/// <summary>What complex sparse matrices can do beyond real ones.</summary>
public static class ComplexSparseMatrixExtensions
{
    /// <summary>The entrywise complex conjugate.</summary>
    public static SparseMatrix<Complex> Conjugate(this SparseMatrix<Complex> a) => a.Map(Complex.Conjugate);

    /// <summary>The conjugate transpose.</summary>
    public static SparseMatrix<Complex> ConjugateTranspose(this SparseMatrix<Complex> a) => a.Transpose().Conjugate();
}
