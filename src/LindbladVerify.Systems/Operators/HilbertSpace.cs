using System.Globalization;
using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>The tensor product of named sites, in order; the first site varies slowest in the basis.</summary>
public sealed class HilbertSpace
{
    private readonly Site[] sites;
    private readonly int? dimension;

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
        dimension = sites.Aggregate(1, (product, s) => checked(product * s.Dimension));
    }

    /// <summary>Some states of the product of these sites.</summary>
    internal HilbertSpace(IReadOnlyList<Site> sites, RestrictedBasis basis)
    {
        this.sites = [.. sites];
        Basis = basis;
        dimension = basis.Count;
    }

    private HilbertSpace(Site[] sites) => this.sites = sites;

    /// <summary>The product of sites of whatever dimension: only the sites can be asked for.</summary>
    internal static HilbertSpace OfSites(IReadOnlyList<Site> sites) => new([.. sites]);

    /// <summary>The states, where they are not all of the product.</summary>
    internal RestrictedBasis? Basis { get; }

    /// <summary>The sites in order.</summary>
    public IReadOnlyList<Site> Sites => sites;

    /// <summary>Product of the site dimensions; number of states where not all of them are kept.</summary>
    public int Dimension => dimension ?? throw new InvalidOperationException("The product of these sites is too large to be built.");

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

        int before = 1;
        for (int k = 0; k < index; k++)
        {
            before *= sites[k].Dimension;
        }

        int after = Dimension / before / local.Dimension;
        return new Operator(SparseMatrix<Complex>.Embed(before, local.Matrix, after));
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

/// <summary>One factor of a Hilbert space: a spin j or an n-level system.</summary>
public sealed record Site
{
    private Site(string name, int dimension, double? spin)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Dimension = dimension;
        Spin = spin;
    }

    /// <summary>Name in expressions.</summary>
    public string Name { get; }

    /// <summary>Number of states.</summary>
    public int Dimension { get; }

    /// <summary>The spin quantum number j; null for an n-level site.</summary>
    public double? Spin { get; }

    /// <summary>A spin j with 2j+1 states, ordered m = +j, …, -j.</summary>
    /// <exception cref="ArgumentOutOfRangeException">2j is not a positive integer.</exception>
    public static Site OfSpin(string name, double spin)
    {
        double twice = 2 * spin;
        if (!(twice >= 1) || twice > 1000 || twice != Math.Round(twice))
        {
            throw new ArgumentOutOfRangeException(nameof(spin), spin, $"Site '{name}': a spin must be a positive multiple of 1/2, not {spin.ToString("R", CultureInfo.InvariantCulture)}.");
        }

        return new Site(name, (int)twice + 1, spin);
    }

    /// <summary>An n-level system with states |0>, …, |n-1>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2.</exception>
    public static Site OfLevels(string name, int levels)
    {
        if (levels < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(levels), levels, $"Site '{name}': a site needs at least 2 levels, not {levels}.");
        }

        return new Site(name, levels, null);
    }

    /// <summary>All states of a system that has no sites: "system". A single one may be all that a restriction or the initial state leaves.</summary>
    internal static Site Whole(int states) => new("system", states, null);
}
