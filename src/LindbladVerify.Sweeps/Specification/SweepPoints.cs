namespace LindbladVerify.Sweeps.Specification;

/// <summary>The points of a sweep by their number: a product grid whose last axis runs fastest, or low-discrepancy samples. Nothing is kept per point.</summary>
public sealed class SweepPoints
{
    private readonly ulong[]? steps;
    private readonly ulong[]? starts;

    private SweepPoints(IReadOnlyList<SweepAxis> axes, long count, ulong[]? steps, ulong[]? starts, IReadOnlyList<int>? strides = null)
    {
        Strides = strides ?? [.. axes.Select(_ => 1)];
        Axes = axes;
        Count = count;
        this.steps = steps;
        this.starts = starts;
    }

    /// <summary>The swept parameters.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; }

    /// <summary>Number of points.</summary>
    public long Count { get; }

    /// <summary>On each axis how many steps of the grid there are between points that are computed whatever comes; more than 1 only where the grid is refined.</summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>Whether the points are the product of the axes.</summary>
    public bool IsGrid => steps is null;

    /// <summary>The product of axes; null where there are more points than a number of 62 bits tells.</summary>
    internal static SweepPoints? Grid(IReadOnlyList<SweepAxis> axes, int levels = 0)
    {
        long count = 1;
        foreach (SweepAxis axis in axes)
        {
            if (count > (1L << 62) / axis.Values.Count)
            {
                return null;
            }

            count *= axis.Values.Count;
        }

        return new SweepPoints(axes, count, null, null, [.. axes.Select(a => a.IsList ? 1 : 1 << levels)]);
    }

    /// <summary>
    /// Points of the additive lattice u_j(i) = s_j + i/φ^(j+1) mod 1 with φ^(d+1) = φ + 1, the generalisation of the golden ratio, in integers of
    /// 64 bits: any stretch of it fills the box evenly, and point i needs no other one. The seed shifts it.
    /// </summary>
    /// <remarks>Discrepancy of the order of (log n)^d/n for such sequences; M. Roberts, The unreasonable effectiveness of quasirandom sequences (2018).</remarks>
    internal static SweepPoints Samples(IReadOnlyList<SweepAxis> axes, long count, ulong seed)
    {
        double root = 2;
        for (int k = 0; k < 64; k++)
        {
            root = Math.Pow(1 + root, 1.0 / (axes.Count + 1));
        }

        ulong[] steps = new ulong[axes.Count];
        ulong[] starts = new ulong[axes.Count];
        for (int j = 0; j < axes.Count; j++)
        {
            steps[j] = (ulong)(Math.Pow(root, -(j + 1)) * 18446744073709551616.0) | 1;
            starts[j] = Mix(seed, (ulong)j + 1);
        }

        return new SweepPoints(axes, count, steps, starts);
    }

    /// <summary>The swept parameters at a point.</summary>
    /// <param name="index">Number of the point, from 0.</param>
    /// <param name="values">[axes] filled.</param>
    public void Fill(long index, Span<double> values)
    {
        if (steps is null)
        {
            for (int j = Axes.Count - 1; j >= 0; j--)
            {
                IReadOnlyList<double> axis = Axes[j].Values;
                (index, long place) = Math.DivRem(index, axis.Count);
                values[j] = axis[(int)place];
            }

            return;
        }

        for (int j = 0; j < steps.Length; j++)
        {
            ulong at = unchecked(starts![j] + ((ulong)index * steps[j]));
            values[j] = Axes[j].At((at >> 11) * (1.0 / (1UL << 53)));
        }
    }

    /// <summary>A number of 64 bits from two, each bit of it depending on all of theirs (SplitMix64's finaliser, twice).</summary>
    internal static ulong Mix(ulong a, ulong b) => Finish(unchecked(Finish(unchecked(a + 0x9E3779B97F4A7C15)) ^ (b * 0xD1342543DE82EF95)));

    private static ulong Finish(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
