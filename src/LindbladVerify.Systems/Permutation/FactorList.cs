namespace LindbladVerify.Systems.Permutation;

/// <summary>What acts at one place: X → B_left X B_right, with elements of <see cref="SiteAlgebra"/>.</summary>
/// <param name="Place">A site, or a class of sites.</param>
/// <param name="Left">Element from the left; 0 for the identity.</param>
/// <param name="Right">Element from the right; 0 for the identity.</param>
internal readonly record struct LocalFactor(int Place, int Left, int Right);

/// <summary>Local factors in a given order, compared by value. For strings of sites: ascending by site, without identities.</summary>
internal readonly struct FactorList : IEquatable<FactorList>
{
    private readonly LocalFactor[]? factors;
    private readonly int hash;

    /// <summary>Keeps the array.</summary>
    public FactorList(params LocalFactor[] factors)
    {
        this.factors = factors;
        var code = new HashCode();
        foreach (LocalFactor f in factors)
        {
            code.Add(((long)f.Place << 42) ^ ((long)f.Left << 21) ^ f.Right);
        }

        hash = code.ToHashCode();
    }

    /// <summary>The factors.</summary>
    public LocalFactor[] Factors => factors ?? [];

    /// <summary>The same factors in ascending order.</summary>
    public static FactorList Sorted(IEnumerable<LocalFactor> factors) => new([.. factors.OrderBy(f => f.Place).ThenBy(f => f.Left).ThenBy(f => f.Right)]);

    /// <summary>The string with two sites exchanged.</summary>
    public FactorList Exchanged(int a, int b) => Sorted(Factors.Select(f => f.Place == a ? f with { Place = b } : f.Place == b ? f with { Place = a } : f));

    public bool Equals(FactorList other) => hash == other.hash && Factors.AsSpan().SequenceEqual(other.Factors);

    public override bool Equals(object? obj) => obj is FactorList other && Equals(other);

    public override int GetHashCode() => hash;
}
