using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;

namespace LindbladVerify.Systems.Operators;

/// <summary>Partial traces over named sites.</summary>
public static class PartialTrace
{
    /// <summary>The reduced operator on the named sites, all others traced out.</summary>
    /// <param name="a">[d, d] operator on the whole space.</param>
    /// <param name="space">The whole space.</param>
    /// <param name="kept">Names of the sites that stay; the result has them in the order of <paramref name="space"/>, whatever the order here.</param>
    /// <returns>The reduced operator; its space is <c>new HilbertSpace(space.Sites.Where(kept))</c>.</returns>
    /// <exception cref="ArgumentException">A name is unknown or repeated, none or the dimension does not fit.</exception>
    public static Operator Keeping(Operator a, HilbertSpace space, params IReadOnlyList<string> kept) => Reduce(a, space, RequireNames(space, kept, nameof(kept)));

    /// <summary>The reduced operator with the named sites traced out.</summary>
    /// <inheritdoc cref="Keeping"/>
    public static Operator Over(Operator a, HilbertSpace space, params IReadOnlyList<string> traced)
    {
        HashSet<string> removed = RequireNames(space, traced, nameof(traced));
        if (removed.Count == space.Sites.Count)
        {
            throw new ArgumentException("Every site would be traced out; use Operator.Trace for the full trace.", nameof(traced));
        }

        return Reduce(a, space, [.. space.Sites.Select(s => s.Name).Where(n => !removed.Contains(n))]);
    }

    private static HashSet<string> RequireNames(HilbertSpace space, IReadOnlyList<string> names, string parameter)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            _ = space[name];
            if (!set.Add(name))
            {
                throw new ArgumentException($"The site '{name}' is named more than once.", parameter);
            }
        }

        return set.Count > 0 ? set : throw new ArgumentException("At least one site must be named.", parameter);
    }

    private static Operator Reduce(Operator a, HilbertSpace space, HashSet<string> kept)
    {
        if (a.Dimension != space.Dimension)
        {
            throw new ArgumentException($"The operator has dimension {a.Dimension}, but the space has {space.Dimension}.", nameof(a));
        }

        int[] sizes = [.. space.Sites.Select(s => s.Dimension)];
        bool[] stays = [.. space.Sites.Select(s => kept.Contains(s.Name))];
        (int Kept, int Traced)[] split = [.. Enumerable.Range(0, a.Dimension).Select(index => Split(index, sizes, stays))];
        int d = sizes.Where((_, k) => stays[k]).Aggregate(1, (product, n) => product * n);
        return new Operator(SparseMatrix<Complex>.FromEntries(d, d, a.Matrix.Entries()
            .Where(e => split[e.Row].Traced == split[e.Column].Traced)
            .Select(e => (split[e.Row].Kept, split[e.Column].Kept, e.Value))));
    }

    /// <summary>A basis index as the index within the kept sites and that within the traced ones.</summary>
    private static (int Kept, int Traced) Split(int index, int[] sizes, bool[] stays)
    {
        int kept = 0, traced = 0, keptWeight = 1, tracedWeight = 1;
        for (int k = sizes.Length - 1; k >= 0; k--)
        {
            int digit = index % sizes[k];
            index /= sizes[k];
            if (stays[k])
            {
                kept += digit * keptWeight;
                keptWeight *= sizes[k];
            }
            else
            {
                traced += digit * tracedWeight;
                tracedWeight *= sizes[k];
            }
        }

        return (kept, traced);
    }
}
