namespace LindbladVerify.Sweeps.Store;

/// <summary>Sets of points as ranges of numbers, rising and apart from each other.</summary>
internal sealed class PointRanges
{
    private readonly SortedList<long, long> ends = [];

    /// <summary>Number of points.</summary>
    public long Count => ends.Sum(e => e.Value - e.Key);

    /// <summary>Adds points that follow all there are, or any that are not there yet.</summary>
    public void Add(long first, long end)
    {
        if (ends.Count > 0 && ends.Values[^1] == first)
        {
            ends[ends.Keys[^1]] = end;
            return;
        }

        ends.Add(first, end);
    }

    /// <summary>The parts of a range that are not here.</summary>
    public IEnumerable<(long First, long End)> MissingFrom(long first, long end)
    {
        int k = Before(first);
        for (; k < ends.Count && ends.Keys[k] < end; k++)
        {
            if (ends.Keys[k] > first)
            {
                yield return (first, Math.Min(ends.Keys[k], end));
            }

            first = Math.Max(first, ends.Values[k]);
        }

        if (first < end)
        {
            yield return (first, end);
        }
    }

    /// <summary>The last range that begins at a point or before it; 0 where none does.</summary>
    private int Before(long point)
    {
        int low = 0;
        int high = ends.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = ends.Keys[middle] <= point ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
