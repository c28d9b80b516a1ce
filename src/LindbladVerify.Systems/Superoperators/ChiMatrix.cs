using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Superoperators;

/// <summary>The process (chi) matrix of a map in an orthonormal operator basis: S(X) = Σ_mn χ_mn B_m X B_n†, [d*d, d*d].</summary>
/// <remarks>
/// With the Choi matrix C of <see cref="ChoiMatrix"/> and V the matrix of columns vec(B_m), χ = V† C V. The basis is
/// normalised, Tr(B_m† B_m) = 1, so Tr χ = d for a trace-preserving map; divide by d for the convention with unnormalised
/// Pauli strings, where Tr χ = 1. Source: Chuang and Nielsen (1997), doi:10.1080/09500349708231894.
/// </remarks>
public sealed class ChiMatrix
{
    /// <summary>Wraps a chi matrix given in a basis.</summary>
    /// <exception cref="ArgumentException">The matrix and the basis differ in size.</exception>
    public ChiMatrix(Operator matrix, OperatorBasis basis)
    {
        if (matrix.Dimension != basis.Elements.Count)
        {
            throw new ArgumentException($"A basis of {basis.Elements.Count} operators needs a chi matrix of that dimension, not {matrix.Dimension}.", nameof(matrix));
        }

        Matrix = matrix;
        Basis = basis;
    }

    /// <summary>χ.</summary>
    public Operator Matrix { get; }

    /// <summary>The operators B_m.</summary>
    public OperatorBasis Basis { get; }

    /// <summary>The chi matrix of a map.</summary>
    /// <exception cref="ArgumentException">The map and the basis differ in dimension.</exception>
    public static ChiMatrix Of(SuperOperator map, OperatorBasis basis)
    {
        if (map.HilbertDimension != basis.HilbertDimension)
        {
            throw new ArgumentException($"The map acts on dimension {map.HilbertDimension}, but the basis has {basis.HilbertDimension}.", nameof(basis));
        }

        SparseMatrix<Complex> choi = ChoiMatrix.Of(map).Matrix.Matrix;
        return new ChiMatrix(new Operator(basis.Vectors.ConjugateTranspose() * choi * basis.Vectors), basis);
    }

    /// <summary>The map S.</summary>
    public SuperOperator ToSuperOperator() =>
        new ChoiMatrix(new Operator(Basis.Vectors * Matrix.Matrix * Basis.Vectors.ConjugateTranspose())).ToSuperOperator();
}
