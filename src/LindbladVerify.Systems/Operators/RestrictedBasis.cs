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
    /// <exception cref="OverflowException">The full space has 2^127 states or more.</exception>
    public static RestrictedBasis? Of(IReadOnlyList<Site> sites, IReadOnlyList<bool> counted, Func<int, bool> holds, int most, int limit)
    {
        UInt128 weight = 1;
        UInt128[] weights = new UInt128[sites.Count];
        for (int k = sites.Count - 1; k >= 0; k--)
        {
            weights[k] = weight;
            weight = checked(weight * (UInt128)sites[k].Dimension);
        }

        var basis = new RestrictedBasis([.. sites], weights);
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

                if (places.TryGetValue(key, out int place))
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

            places[Key(state)] = states.Count;
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
