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

        return [.. current.Select(p => (p.Key.Code, p.Value)).OrderBy(p => p.Code)];
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
