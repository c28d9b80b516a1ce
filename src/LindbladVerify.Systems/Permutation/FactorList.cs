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
        if (factors.Length == 0)
        {
            // Equal to a list that was never made.
            return;
        }

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
    /// <param name="factors">Few factors; sorted in place and kept.</param>
    public static FactorList Sorted(LocalFactor[] factors)
    {
        for (int i = 1; i < factors.Length; i++)
        {
            LocalFactor item = factors[i];
            int j = i;
            for (; j > 0 && IsBefore(item, factors[j - 1]); j--)
            {
                factors[j] = factors[j - 1];
            }

            factors[j] = item;
        }

        return new FactorList(factors);
    }

    /// <summary>The string with two sites exchanged.</summary>
    public FactorList Exchanged(int a, int b) => Sorted(Array.ConvertAll(Factors, f => f.Place == a ? f with { Place = b } : f.Place == b ? f with { Place = a } : f));

    public bool Equals(FactorList other) => hash == other.hash && Factors.AsSpan().SequenceEqual(other.Factors);

    public override bool Equals(object? obj) => obj is FactorList other && Equals(other);

    public override int GetHashCode() => hash;

    private static bool IsBefore(LocalFactor a, LocalFactor b) =>
        a.Place != b.Place ? a.Place < b.Place : a.Left != b.Left ? a.Left < b.Left : a.Right < b.Right;
}
