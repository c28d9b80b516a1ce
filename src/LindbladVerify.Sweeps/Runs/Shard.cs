using System.Globalization;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Sweeps.Runs;

/// <summary>One of n equal parts of a sweep: every n-th stretch of consecutive points, so that parts of a grid that take longer are shared too.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">Number of parts.</param>
public sealed record Shard(int Index, int Count)
{
    private const int StretchesPerShard = 64;

    /// <summary>Most parts.</summary>
    public const int MostShards = 100_000;

    /// <summary>All of the sweep.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads "i/n".</summary>
    /// <exception cref="FormatException">The text is not that, with i from 1 to n.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= MostShards && index >= 1 && index <= count
                ? new Shard(index, count)
                : throw new FormatException($"a shard is i/n with i from 1 to n and n up to {MostShards.ToString(CultureInfo.InvariantCulture)}, for example 3/8, not '{text}'");
    }

    /// <summary>Consecutive points that belong to one shard: a power of two, at most a full row of a store.</summary>
    internal long Stretch(long points)
    {
        if (Count == 1)
        {
            return SweepStore.ChunkPoints;
        }

        long stretch = 1;
        while (2 * stretch <= SweepStore.ChunkPoints && 2 * stretch * Count * StretchesPerShard <= points)
        {
            stretch *= 2;
        }

        return stretch;
    }

    /// <summary>Number of points of a sweep that belong to this shard.</summary>
    internal long PointsOf(long points)
    {
        long stretch = Stretch(points);
        long round = stretch * Count;
        long rest = points % round;
        return (points / round * stretch) + Math.Clamp(rest - ((Index - 1) * stretch), 0, stretch);
    }
}

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
