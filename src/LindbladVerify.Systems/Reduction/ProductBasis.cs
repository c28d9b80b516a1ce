using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The orthonormal product-operator basis of a Hilbert space: one <see cref="LocalBasis"/> element per site, coded as one
/// number with a field of bits per site (first site most significant). Operators are sparse sums over it; nothing of size d² is ever stored.
/// Reference for product operators: Sørensen et al. (1983), doi:10.1016/0079-6565(84)80005-9.
/// </summary>
internal sealed class ProductBasis
{
    private readonly LocalBasis[] sites;
    private readonly int[] shifts;
    private readonly long[] masks;

    /// <exception cref="OverflowException">The codes do not fit into 63 bits.</exception>
    public ProductBasis(HilbertSpace space)
    {
        sites = new LocalBasis[space.Sites.Count];
        shifts = new int[sites.Length];
        masks = new long[sites.Length];
        long count = 1;
        int bits = 0;
        for (int k = sites.Length - 1; k >= 0; k--)
        {
            sites[k] = LocalBasis.Of(space.Sites[k].Dimension);
            int width = BitOperations.Log2((uint)(sites[k].Count - 1)) + 1;
            shifts[k] = bits;
            masks[k] = (1L << width) - 1;
            bits += width;
            count = checked(count * sites[k].Count);
        }

        if (bits > 63)
        {
            throw new OverflowException($"Product operators of a space of dimension {space.Dimension} need {bits} bits; 63 are available.");
        }

        ElementCount = count;
    }

    /// <summary>Number of basis elements, d².</summary>
    public long ElementCount { get; }

    /// <summary>Number of sites.</summary>
    public int SiteCount => sites.Length;

    /// <summary>The basis of a site.</summary>
    public LocalBasis Site(int site) => sites[site];

    /// <summary>The element of a site in a code.</summary>
    public int Digit(long code, int site) => (int)((code >> shifts[site]) & masks[site]);

    /// <summary>What a digit of a site contributes to a code.</summary>
    public long Field(int digit, int site) => (long)digit << shifts[site];

    /// <summary>The code with the field of a site cleared.</summary>
    public long Clear(long code, int site) => code & ~(masks[site] << shifts[site]);

    /// <summary>One bit per site (modulo 64) on which an element is not the identity.</summary>
    public ulong Support(long code)
    {
        ulong support = 0;
        for (int k = 0; k < sites.Length; k++)
        {
            support |= Digit(code, k) != 0 ? 1UL << (k & 63) : 0;
        }

        return support;
    }

    /// <summary>The code of the adjoint element.</summary>
    public long Adjoint(long code)
    {
        long adjoint = 0;
        for (int k = 0; k < sites.Length; k++)
        {
            adjoint |= Field(sites[k].Adjoints[Digit(code, k)], k);
        }

        return adjoint;
    }

    /// <summary>All codes, in ascending order.</summary>
    public IEnumerable<long> All()
    {
        int[] digits = new int[sites.Length];
        for (; ;)
        {
            long code = 0;
            for (int k = 0; k < digits.Length; k++)
            {
                code |= Field(digits[k], k);
            }

            yield return code;
            int site = digits.Length - 1;
            while (site >= 0 && ++digits[site] == sites[site].Count)
            {
                digits[site--] = 0;
            }

            if (site < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Coefficients Tr(B† A) of an operator, in ascending order of code.</summary>
    /// <remarks>
    /// Entries that share their units off the diagonal form one table over the levels of the other sites, which a small
    /// orthogonal matrix per site transforms. Cost: d log d per pattern of units that occurs.
    /// </remarks>
    public (long Code, Complex Factor)[] Expand(Operator a)
    {
        var tables = new Dictionary<long, DiagonalTable>();
        SparseMatrix<Complex> matrix = a.Matrix;
        DiagonalTable? last = null;
        for (int column = 0; column < matrix.Columns; column++)
        {
            for (int p = matrix.ColumnStarts[column]; p < matrix.ColumnStarts[column + 1]; p++)
            {
                (long pattern, int index, ulong diagonal) = Locate(matrix.RowIndices[p], column);
                if (last?.Pattern != pattern && !tables.TryGetValue(pattern, out last))
                {
                    tables[pattern] = last = new DiagonalTable(this, pattern, diagonal);
                }

                last.Values[index] += matrix.Values[p];
            }
        }

        var terms = new List<(long Code, Complex Factor)>();
        foreach (DiagonalTable table in tables.Values)
        {
            table.AddTerms(terms);
        }

        terms.Sort(static (x, y) => x.Code.CompareTo(y.Code));
        return [.. terms];
    }

    /// <summary>The units off the diagonal as a code, the index of the levels of the other sites, and which sites those are.</summary>
    private (long Pattern, int Index, ulong Diagonal) Locate(int row, int column)
    {
        long pattern = 0;
        int index = 0;
        int weight = 1;
        ulong diagonal = 0;
        for (int k = sites.Length - 1; k >= 0; k--)
        {
            int levels = sites[k].Levels;
            int r, c;
            if (levels == 2)
            {
                r = row & 1;
                c = column & 1;
                row >>= 1;
                column >>= 1;
            }
            else
            {
                (row, r) = Math.DivRem(row, levels);
                (column, c) = Math.DivRem(column, levels);
            }

            if (r == c)
            {
                index += weight * r;
                weight *= levels;
                diagonal |= 1UL << k;
            }
            else
            {
                pattern |= Field(sites[k].UnitIndex(r, c), k);
            }
        }

        return (pattern, index, diagonal);
    }
}
