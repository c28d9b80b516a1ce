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
