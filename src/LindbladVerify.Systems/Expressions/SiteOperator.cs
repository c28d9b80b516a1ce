using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Expressions;

/// <summary>An operator that acts on some sites only, stored on their states alone, so that products stay small in large spaces.</summary>
/// <param name="Sites">Indices of the sites, ascending; none for a multiple of the identity.</param>
/// <param name="Matrix">[n, n] on the product of these sites, the first one slowest.</param>
internal sealed record SiteOperator(int[] Sites, SparseMatrix<Complex> Matrix)
{
    /// <summary>A multiple of the identity.</summary>
    public static SiteOperator Scalar(Complex value) => new([], SparseMatrix<Complex>.FromEntries(1, 1, [(0, 0, value)]));

    /// <summary>The same operator on more sites.</summary>
    public SparseMatrix<Complex> On(HilbertSpace space, int[] sites)
    {
        if (sites.AsSpan().SequenceEqual(Sites))
        {
            return Matrix;
        }

        int[] before = [.. sites.Where(s => Sites.Length > 0 && s < Sites[0])];
        int[] after = [.. sites.Where(s => Sites.Length > 0 && s > Sites[^1])];
        if (before.Length + after.Length + Sites.Length == sites.Length)
        {
            // No other site stands between its own ones: a Kronecker product needs no sorting of entries.
            return SparseMatrix<Complex>.Kronecker(
                SparseMatrix<Complex>.Identity(Dimension(space, before)),
                SparseMatrix<Complex>.Kronecker(Matrix, SparseMatrix<Complex>.Identity(Dimension(space, after))));
        }

        int n = Dimension(space, sites);
        return SparseMatrix<Complex>.FromEntries(n, n, Entries(space, sites));
    }

    /// <summary>The sum of many at once: one pass over all entries.</summary>
    public static SiteOperator Sum(HilbertSpace space, IReadOnlyList<SiteOperator> terms)
    {
        int[] sites = Union(terms);
        if (terms.All(t => t.Sites.Length == sites.Length))
        {
            return new SiteOperator(sites, terms.Select(t => t.Matrix).Aggregate((a, b) => a + b));
        }

        int n = Dimension(space, sites);
        return new SiteOperator(sites, SparseMatrix<Complex>.FromEntries(n, n, terms.SelectMany(t => t.Entries(space, sites))));
    }

    /// <summary>The sites of all, ascending.</summary>
    public static int[] Union(IReadOnlyList<SiteOperator> operators) => [.. operators.SelectMany(o => o.Sites).Distinct().Order()];

    /// <summary>Number of states of these sites.</summary>
    public static int Dimension(HilbertSpace space, int[] sites) => sites.Aggregate(1, (n, s) => checked(n * space.Sites[s].Dimension));

    /// <summary>Multiply-adds of the product a b on common sites.</summary>
    public static double ProductCost(SparseMatrix<Complex> a, SparseMatrix<Complex> b)
    {
        double cost = a.Columns;
        foreach (int row in b.RowIndices)
        {
            cost += a.ColumnStarts[row + 1] - a.ColumnStarts[row];
        }

        return cost;
    }

    private IEnumerable<(int Row, int Column, Complex Value)> Entries(HilbertSpace space, int[] sites)
    {
        int[] own = Offsets(space, sites, Sites);
        int[] others = Offsets(space, sites, [.. sites.Except(Sites)]);
        foreach ((int row, int column, Complex value) in Matrix.Entries())
        {
            foreach (int rest in others)
            {
                yield return (own[row] + rest, own[column] + rest, value);
            }
        }
    }

    /// <summary>What each joint state of some sites adds to the index of a state of all of them.</summary>
    private static int[] Offsets(HilbertSpace space, int[] all, int[] some)
    {
        int[] offsets = [0];
        foreach (int site in some)
        {
            int weight = Dimension(space, [.. all.Where(s => s > site)]);
            int levels = space.Sites[site].Dimension;
            offsets = [.. offsets.SelectMany(o => Enumerable.Range(0, levels).Select(k => o + (k * weight)))];
        }

        return offsets;
    }
}
