using System.Numerics;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Reduction;

/// <summary>
/// The orthonormal product-operator basis of a Hilbert space: one <see cref="LocalBasis"/> element per site, coded as one
/// mixed-radix number (first site most significant). Operators are sparse sums over it; nothing of size d² is ever stored.
/// Reference for product operators: Sørensen et al. (1983), doi:10.1016/0079-6565(84)80005-9.
/// </summary>
internal sealed class ProductBasis
{
    private readonly LocalBasis[] sites;
    private readonly long[] weights;

    public ProductBasis(HilbertSpace space)
    {
        var bySize = new Dictionary<int, LocalBasis>();
        sites = [.. space.Sites.Select(s => bySize.TryGetValue(s.Dimension, out LocalBasis? known) ? known : bySize[s.Dimension] = new LocalBasis(s.Dimension))];
        weights = new long[sites.Length];
        long weight = 1;
        for (int k = sites.Length - 1; k >= 0; k--)
        {
            weights[k] = weight;
            weight = checked(weight * sites[k].Count);
        }

        ElementCount = weight;
    }

    /// <summary>Number of basis elements, d².</summary>
    public long ElementCount { get; }

    /// <summary>The code of the adjoint element.</summary>
    public long Adjoint(long code)
    {
        long adjoint = 0;
        for (int k = 0; k < sites.Length; k++)
        {
            adjoint += sites[k].Adjoints[Digit(code, k)] * weights[k];
        }

        return adjoint;
    }

    /// <summary>Coefficients Tr(B† A) of an operator, in ascending order of code.</summary>
    public (long Code, Complex Factor)[] Expand(Operator a)
    {
        // Transform one site after another: the key keeps the basis digits found so far and the row and column that remain.
        IEnumerable<KeyValuePair<(long Code, int Row, int Column), Complex>> current =
            a.Matrix.Entries().Select(e => KeyValuePair.Create((0L, e.Row, e.Column), e.Value));
        int remaining = a.Dimension;
        for (int k = 0; k < sites.Length; k++)
        {
            remaining /= sites[k].Levels;
            var next = new CancellationSum<(long, int, int)>();
            foreach (((long code, int row, int column), Complex value) in current)
            {
                foreach ((int index, double factor) in sites[k].Unit(row / remaining, column / remaining))
                {
                    next.Add((code + (index * weights[k]), row % remaining, column % remaining), factor * value);
                }
            }

            current = next.Terms();
        }

        return [.. WithoutRounding([.. current.Select(p => (p.Key.Code, p.Value))]).OrderBy(p => p.Code)];
    }

    /// <summary>Adds factor · B_a B_b to a sum.</summary>
    public void AddProduct(CancellationSum<long> sum, long a, long b, Complex factor) => AddProduct(sum, a, b, factor, 0, 0);

    /// <summary>Whether two elements act on no common site, so that they commute.</summary>
    public bool AreDisjoint(long a, long b)
    {
        for (int k = 0; k < sites.Length; k++)
        {
            if (Digit(a, k) != 0 && Digit(b, k) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Drops coefficients that are rounding of the matrix entries they were read from. Elements with the same units off the
    /// diagonal share their entries, so each is compared with the largest of its kind; a small coupling off the diagonal is
    /// never compared with a large one on it.
    /// </summary>
    /// <remarks>Without this, entries such as 0.1 + 0.2 - 0.3 would couple to every product of diagonal elements and blow up the block.</remarks>
    private IEnumerable<(long Code, Complex Factor)> WithoutRounding((long Code, Complex Factor)[] terms)
    {
        var largest = new Dictionary<long, double>();
        foreach ((long code, Complex factor) in terms)
        {
            long pattern = UnitPattern(code);
            largest[pattern] = Math.Max(largest.GetValueOrDefault(pattern), Complex.Abs(factor));
        }

        return terms.Where(t => !CancellationSum.IsResidue(Complex.Abs(t.Factor), largest[UnitPattern(t.Code)]));
    }

    /// <summary>The code with every diagonal element replaced by the identity.</summary>
    private long UnitPattern(long code)
    {
        long pattern = 0;
        for (int k = 0; k < sites.Length; k++)
        {
            int digit = Digit(code, k);
            pattern += sites[k].IsDiagonal(digit) ? 0 : digit * weights[k];
        }

        return pattern;
    }

    private int Digit(long code, int site) => (int)(code / weights[site] % sites[site].Count);

    private void AddProduct(CancellationSum<long> sum, long a, long b, Complex factor, int site, long code)
    {
        if (site == sites.Length)
        {
            sum.Add(code, factor);
            return;
        }

        foreach ((int index, double structure) in sites[site].Product(Digit(a, site), Digit(b, site)))
        {
            AddProduct(sum, a, b, factor * structure, site + 1, code + (index * weights[site]));
        }
    }
}
