namespace LindbladVerify.Systems.Operators;

/// <summary>The states of a product of sites in which the number of excitations is bounded: those of a space that need never be built.</summary>
/// <remarks>A level k of an n-level site holds k excitations, a spin as many as it stands above m = -j.</remarks>
internal sealed class RestrictedBasis
{
    private readonly Site[] sites;
    private readonly List<int[]> states = [];
    private readonly Dictionary<UInt128, int> places = [];
    private readonly UInt128[] weights;

    private RestrictedBasis(Site[] sites, UInt128[] weights)
    {
        this.sites = sites;
        this.weights = weights;
    }

    /// <summary>Number of states.</summary>
    public int Count => states.Count;

    /// <summary>The states, each the indices of the sites' states, in the order of the full space.</summary>
    public IReadOnlyList<int[]> States => states;

    /// <summary>The states with a number of excitations on some sites.</summary>
    /// <param name="sites">All sites.</param>
    /// <param name="counted">Whether the excitations of a site count.</param>
    /// <param name="holds">Whether a number of excitations is allowed.</param>
    /// <param name="most">The largest number that is allowed.</param>
    /// <param name="limit">Most states.</param>
    /// <returns>The basis; null where it has more states than the limit.</returns>
    public static RestrictedBasis? Of(IReadOnlyList<Site> sites, IReadOnlyList<bool> counted, Func<int, bool> holds, int most, int limit)
    {
        var basis = new RestrictedBasis([.. sites], Weights(sites));
        return basis.Fill(new int[sites.Count], 0, 0, counted, holds, most, limit) ? basis : null;
    }

    /// <summary>Excitations of a site in one of its states.</summary>
    public static int Excitations(Site site, int state) => site.Spin is null ? state : site.Dimension - 1 - state;

    /// <summary>An operator of some sites on this basis.</summary>
    /// <param name="own">Indices of the sites.</param>
    /// <param name="matrix">Its entries on the product of these sites: row, column, value by column.</param>
    /// <param name="leak">The largest modulus of an entry that leads to a state which is left out.</param>
    public List<(int Row, int Column, System.Numerics.Complex Value)> Embed(int[] own, LinearAlgebra.Sparse.SparseMatrix<System.Numerics.Complex> matrix, ref double leak)
    {
        var entries = new List<(int, int, System.Numerics.Complex)>();
        int[] dimensions = [.. own.Select(s => sites[s].Dimension)];
        for (int column = 0; column < states.Count; column++)
        {
            int[] state = states[column];
            int local = 0;
            UInt128 rest = Key(state);
            for (int k = 0; k < own.Length; k++)
            {
                local = (local * dimensions[k]) + state[own[k]];
                rest -= weights[own[k]] * (UInt128)state[own[k]];
            }

            for (int p = matrix.ColumnStarts[local]; p < matrix.ColumnStarts[local + 1]; p++)
            {
                UInt128 key = rest;
                int row = matrix.RowIndices[p];
                for (int k = own.Length - 1; k >= 0; k--)
                {
                    key += weights[own[k]] * (UInt128)(row % dimensions[k]);
                    row /= dimensions[k];
                }

                if (places.TryGetValue(key, out int place) && Is(states[place], state, own, matrix.RowIndices[p], dimensions))
                {
                    entries.Add((place, column, matrix.Values[p]));
                }
                else
                {
                    leak = Math.Max(leak, matrix.Values[p].Magnitude);
                }
            }
        }

        return entries;
    }

    /// <summary>
    /// What the state of each site counts for in a key: its place in the full space, where that has fewer than 2^127 states; else mixed bits (those of SplitMix64,
    /// doi:10.1145/2660193.2660195), so that keys of different states hardly ever agree. Where a key is found the states themselves are compared.
    /// </summary>
    private static UInt128[] Weights(IReadOnlyList<Site> sites)
    {
        UInt128[] weights = new UInt128[sites.Count];
        bool isPlace = sites.Sum(s => Math.Log2(s.Dimension)) < 126.5;
        UInt128 weight = 1;
        ulong seed = 0;
        for (int k = sites.Count - 1; k >= 0; k--)
        {
            weights[k] = isPlace ? weight : new UInt128(Mixed(ref seed), Mixed(ref seed));
            weight = unchecked(weight * (UInt128)sites[k].Dimension);
        }

        return weights;
    }

    private static ulong Mixed(ref ulong seed) => unchecked(Mix(seed += 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Whether a state is another one with some sites changed.</summary>
    private static bool Is(int[] found, int[] state, int[] own, int row, int[] dimensions)
    {
        for (int k = own.Length - 1; k >= 0; k--)
        {
            if (found[own[k]] != row % dimensions[k])
            {
                return false;
            }

            row /= dimensions[k];
        }

        for (int k = 0; k < state.Length; k++)
        {
            if (found[k] != state[k] && !own.Contains(k))
            {
                return false;
            }
        }

        return true;
    }

    private UInt128 Key(int[] state)
    {
        UInt128 key = 0;
        for (int k = 0; k < state.Length; k++)
        {
            key += weights[k] * (UInt128)state[k];
        }

        return key;
    }

    private bool Fill(int[] state, int site, int excitations, IReadOnlyList<bool> counted, Func<int, bool> holds, int most, int limit)
    {
        if (site == state.Length)
        {
            if (!holds(excitations))
            {
                return true;
            }

            places.Add(Key(state), states.Count);
            states.Add([.. state]);
            return states.Count <= limit;
        }

        for (int k = 0; k < sites[site].Dimension; k++)
        {
            int sum = excitations + (counted[site] ? Excitations(sites[site], k) : 0);
            state[site] = k;
            if (sum <= most && !Fill(state, site + 1, sum, counted, holds, most, limit))
            {
                return false;
            }
        }

        return true;
    }
}
