using System.Numerics;

namespace LindbladVerify.Systems.Permutation;

/// <summary>
/// The mean of a sum over all permutations within classes of sites, as a polynomial in the maps E(a, b) = Σ_k a_k X b_k of the classes: a sum over n² pairs of
/// sites is one term. A sum over different sites is the product of two such maps less the map of the products at one site.
/// </summary>
internal sealed class ClassPolynomial
{
    private readonly int[] sizes;
    private readonly SiteAlgebra[] algebras;
    private readonly StringSum sum;

    private ClassPolynomial(int[] sizes, SiteAlgebra[] algebras)
    {
        this.sizes = sizes;
        this.algebras = algebras;
        sum = new StringSum(algebras);
    }

    /// <summary>The terms: maps of classes in the order in which they stand, the last one acting first.</summary>
    public IReadOnlyList<(FactorList Factors, Complex Value)> Terms { get; private set; } = [];

    /// <summary>The polynomial of a sum.</summary>
    /// <param name="strings">The sum.</param>
    /// <param name="classOf">The class of each site.</param>
    /// <param name="sizes">Sites in each class.</param>
    /// <param name="algebras">The algebra of each class.</param>
    public static ClassPolynomial Of(StringSum strings, int[] classOf, int[] sizes, SiteAlgebra[] algebras)
    {
        var orbits = new StringSum(algebras);
        foreach ((FactorList factors, Complex value) in strings.Terms)
        {
            orbits.Add(FactorList.Sorted(Array.ConvertAll(factors.Factors, f => f with { Place = classOf[f.Place] })), value);
        }

        var polynomial = new ClassPolynomial(sizes, algebras);
        foreach ((FactorList orbit, Complex value) in orbits.Terms)
        {
            // The strings of an orbit are the ordered choices of different sites, divided by the orders of equal factors; so is their number.
            double choices = 1;
            foreach (IGrouping<int, LocalFactor> own in orbit.Factors.GroupBy(f => f.Place))
            {
                for (int k = 0; k < own.Count(); k++)
                {
                    choices *= sizes[own.Key] - k;
                }
            }

            polynomial.AddDistinct([.. orbit.Factors], [], value / choices);
        }

        polynomial.Terms = [.. polynomial.sum.Terms];
        return polynomial;
    }

    /// <summary>Adds the sum over choices of different sites for factors, followed by maps that are already free.</summary>
    private void AddDistinct(List<LocalFactor> distinct, List<LocalFactor> free, Complex value)
    {
        int identity = distinct.FindIndex(f => f is { Left: 0, Right: 0 });
        if (identity >= 0)
        {
            int place = distinct[identity].Place;
            List<LocalFactor> others = [.. distinct.Where((_, k) => k != identity)];
            AddDistinct(others, free, (sizes[place] - others.Count(f => f.Place == place)) * value);
            return;
        }

        if (distinct.Count == 0)
        {
            sum.Add(new FactorList([.. free]), value);
            return;
        }

        LocalFactor last = distinct[^1];
        List<LocalFactor> rest = distinct[..^1];
        AddDistinct(rest, [last, .. free], value);
        for (int k = 0; k < rest.Count; k++)
        {
            if (rest[k].Place == last.Place)
            {
                foreach ((LocalFactor both, double factor) in Composed(rest[k], last))
                {
                    List<LocalFactor> merged = [.. rest];
                    merged[k] = both;
                    AddDistinct(merged, free, -factor * value);
                }
            }
        }
    }

    /// <summary>Two maps at one site, the second acting first: X → a₁a₂ X b₂b₁.</summary>
    private IEnumerable<(LocalFactor Factor, double Value)> Composed(LocalFactor first, LocalFactor second)
    {
        SiteAlgebra algebra = algebras[first.Place];
        foreach ((int left, double x) in algebra.Product(first.Left, second.Left))
        {
            foreach ((int right, double y) in algebra.Product(second.Right, first.Right))
            {
                yield return (new LocalFactor(first.Place, left, right), x * y);
            }
        }
    }
}
