using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>The tensor product of named sites, in order; the first site varies slowest in the basis.</summary>
public sealed class HilbertSpace
{
    private readonly Site[] sites;

    /// <summary>The product of these sites.</summary>
    /// <exception cref="ArgumentException">No site, or a name is repeated.</exception>
    /// <exception cref="OverflowException">The dimension exceeds the largest integer.</exception>
    public HilbertSpace(params IReadOnlyList<Site> sites)
    {
        if (sites.Count == 0)
        {
            throw new ArgumentException("A Hilbert space needs at least one site.", nameof(sites));
        }

        string? repeated = sites.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (repeated is not null)
        {
            throw new ArgumentException($"The site name '{repeated}' is used more than once.", nameof(sites));
        }

        this.sites = [.. sites];
        Dimension = sites.Aggregate(1, (product, s) => checked(product * s.Dimension));
    }

    /// <summary>The sites in order.</summary>
    public IReadOnlyList<Site> Sites => sites;

    /// <summary>Product of the site dimensions.</summary>
    public int Dimension { get; }

    /// <summary>The identity operator.</summary>
    public Operator One => new(SparseMatrix<Complex>.Identity(Dimension));

    /// <summary>The site of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Site this[string name] => sites[IndexOf(name)];

    /// <summary>The operator that acts as <paramref name="local"/> on one site and as the identity on the others.</summary>
    /// <param name="name">The site.</param>
    /// <param name="local">[n, n] operator of that site.</param>
    public Operator On(string name, Operator local)
    {
        int index = IndexOf(name);
        if (local.Dimension != sites[index].Dimension)
        {
            throw new ArgumentException($"Site '{name}' has {sites[index].Dimension} states but the operator is {local.Dimension} x {local.Dimension}.", nameof(local));
        }

        int before = sites.Take(index).Aggregate(1, (p, s) => p * s.Dimension);
        int after = Dimension / before / local.Dimension;
        SparseMatrix<Complex> matrix = SparseMatrix<Complex>.Kronecker(
            SparseMatrix<Complex>.Identity(before),
            SparseMatrix<Complex>.Kronecker(local.Matrix, SparseMatrix<Complex>.Identity(after)));
        return new Operator(matrix);
    }

    /// <summary>The tensor product of one operator per site, in order.</summary>
    public Operator Product(params IReadOnlyList<Operator> locals)
    {
        if (locals.Count != sites.Length)
        {
            throw new ArgumentException($"{sites.Length} sites need {sites.Length} factors, not {locals.Count}.", nameof(locals));
        }

        return new Operator(locals.Select(o => o.Matrix).Aggregate(SparseMatrix<Complex>.Kronecker));
    }

    private int IndexOf(string name)
    {
        int index = Array.FindIndex(sites, s => string.Equals(s.Name, name, StringComparison.Ordinal));
        return index >= 0 ? index : throw new ArgumentException($"There is no site '{name}'; the sites are {string.Join(", ", sites.Select(s => s.Name))}.", nameof(name));
    }
}
