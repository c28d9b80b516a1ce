using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Properties.Generators;

/// <summary>Density operators of every rank: A A†/Tr with A [d, r], r from 1 to d.</summary>
internal static class DensityMatrixGen
{
    public static Gen<Operator> Of(int dimension) =>
        from rank in Gen.Choose(1, dimension)
        from a in Matrices.Rectangular(dimension, rank)
        select Normalised(new Operator(a * LindbladVerify.LinearAlgebra.Sparse.ComplexSparseMatrixExtensions.ConjugateTranspose(a)));

    /// <summary>Simpler ones of the same dimension: the first level, then without coherences.</summary>
    public static IEnumerable<Operator> Shrink(Operator rho)
    {
        Operator ground = DensityMatrices.Level(rho.Dimension, 0);
        Operator diagonal = new(LindbladVerify.LinearAlgebra.Sparse.SparseMatrix<System.Numerics.Complex>.Diagonal(
            [.. Enumerable.Range(0, rho.Dimension).Select(k => rho[k, k])]));
        return new[] { ground, diagonal }.TakeWhile(simpler => (simpler - rho).Matrix.StoredCount > 0);
    }

    /// <summary>The state within the leading levels.</summary>
    public static Operator Truncate(Operator rho) => Normalised(Matrices.Truncate(rho));

    private static Operator Normalised(Operator positive)
    {
        double trace = positive.Trace().Real;
        return trace > 1e-6 ? (1 / trace) * positive : DensityMatrices.Level(positive.Dimension, 0);
    }
}
