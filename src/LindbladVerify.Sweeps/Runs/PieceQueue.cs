using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Sweeps.Runs;

/// <summary>Hands out the points of a shard that are still to be computed, some consecutive ones at a time. No piece crosses a row of the store.</summary>
internal sealed class PieceQueue
{
    private readonly Lock gate = new();
    private readonly IEnumerator<(long First, long End)> stretches;
    private (long First, long End) rest;

    /// <summary>The points that are missing.</summary>
    public PieceQueue(long points, Shard shard, PointRanges there) => stretches = Missing(points, shard, there).GetEnumerator();

    /// <summary>Points that are given one by one, rising.</summary>
    public PieceQueue(IEnumerable<long> points) => stretches = Stretches(points).GetEnumerator();

    /// <summary>The next points, at most as many as wished for; null where none are left.</summary>
    public (long First, int Count)? Next(int wish)
    {
        lock (gate)
        {
            if (rest.First == rest.End)
            {
                if (!stretches.MoveNext())
                {
                    return null;
                }

                rest = stretches.Current;
            }

            int count = (int)Math.Min(wish, rest.End - rest.First);
            (long First, int Count) piece = (rest.First, count);
            rest.First += count;
            return piece;
        }
    }

    private static IEnumerable<(long First, long End)> Stretches(IEnumerable<long> points)
    {
        (long First, long End) stretch = (0, 0);
        foreach (long point in points)
        {
            if (point != stretch.End || point % SweepStore.ChunkPoints == 0)
            {
                if (stretch.End > stretch.First)
                {
                    yield return stretch;
                }

                stretch.First = point;
            }

            stretch.End = point + 1;
        }

        if (stretch.End > stretch.First)
        {
            yield return stretch;
        }
    }

    /// <summary>The stretches of a shard that are not there.</summary>
    public static IEnumerable<(long First, long End)> Missing(long points, Shard shard, PointRanges there)
    {
        long stretch = shard.Stretch(points);
        for (long first = (shard.Index - 1) * stretch; first < points; first += stretch * shard.Count)
        {
            foreach ((long from, long end) in there.MissingFrom(first, Math.Min(first + stretch, points)))
            {
                yield return (from, end);
            }
        }
    }
}
