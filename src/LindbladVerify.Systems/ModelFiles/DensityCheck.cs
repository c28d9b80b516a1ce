using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Checks that a sparse operator is a state, block by block, so that large diagonal states cost nothing.</summary>
internal static class DensityCheck
{
    private const double Tolerance = 1e-9;
    private const int LargestSpectrum = 128;
    private const int LargestBlock = 2048;

    /// <summary>What is wrong with an operator as a state; null where nothing is.</summary>
    public static string? Defect(Operator density)
    {
        double hermiticity = (density - density.Adjoint()).Matrix.LargestModulus();
        if (hermiticity > Tolerance)
        {
            return FormattableString.Invariant($"must be Hermitian, but differs from its adjoint by {hermiticity:G3}");
        }

        Complex trace = density.Trace();
        if (!(Math.Abs(trace.Real - 1) <= Tolerance))
        {
            return FormattableString.Invariant($"must have trace 1, not {trace.Real:R} (a site that is not named contributes its number of states; use .one/n)");
        }

        return Blocks(density).Select(Negative).FirstOrDefault(d => d is not null);
    }

    private static string? Negative(SparseMatrix<Complex> block)
    {
        int n = block.Rows;
        if (n > LargestBlock)
        {
            return FormattableString.Invariant($"couples {n} states to one another; at most {LargestBlock} are allowed, since its positivity could not be checked");
        }

        if (n > LargestSpectrum)
        {
            // A shift by the tolerance makes a positive semidefinite block positive definite, which a Cholesky factor proves.
            Matrix<Complex> shifted = Matrix<Complex>.Build.Dense(n, n, block.ToDense()) + (Tolerance * Matrix<Complex>.Build.DenseIdentity(n));
            try
            {
                _ = shifted.Cholesky();
                return null;
            }
            catch (ArgumentException)
            {
                return FormattableString.Invariant($"must have no negative eigenvalue, but has one below {-Tolerance:R}");
            }
        }

        double smallest = n == 1 ? block[0, 0].Real : HermitianSpectrum.OfHermitianPart(new Operator(block)).Smallest;
        return smallest >= -Tolerance ? null : FormattableString.Invariant($"must have no negative eigenvalue, but has {smallest:G6}");
    }

    /// <summary>The blocks of connected basis states.</summary>
    private static IEnumerable<SparseMatrix<Complex>> Blocks(Operator density)
    {
        int[] parent = [.. Enumerable.Range(0, density.Dimension)];
        int Root(int k)
        {
            while (parent[k] != k)
            {
                k = parent[k] = parent[parent[k]];
            }

            return k;
        }

        foreach ((int row, int column, _) in density.Matrix.Entries())
        {
            parent[Root(row)] = Root(column);
        }

        int[] size = new int[density.Dimension];
        int[] place = [.. Enumerable.Range(0, density.Dimension).Select(k => size[Root(k)]++)];
        return density.Matrix.Entries()
            .GroupBy(e => Root(e.Row))
            .Select(g => SparseMatrix<Complex>.FromEntries(size[g.Key], size[g.Key], g.Select(e => (place[e.Row], place[e.Column], e.Value))));
    }
}
