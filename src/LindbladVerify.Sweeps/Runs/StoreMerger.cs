using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Sweeps.Runs;

/// <summary>Brings stores of parts of one sweep together.</summary>
public static class StoreMerger
{
    private const long LargestBatch = 64L << 20;

    /// <summary>Copies what is missing in one store from others; empty ones are passed over. Points that several have are taken from the first.</summary>
    /// <param name="target">The store to fill; made where there is none.</param>
    /// <param name="sources">The others, left as they are.</param>
    /// <param name="progress">Told how many points the target has, and how many there are.</param>
    /// <param name="cancellation">Stops between two batches; what was merged stays.</param>
    /// <exception cref="SweepException">A store is missing, damaged, or of another sweep; nothing is merged then.</exception>
    /// <returns>Points of the sweep, how many are there now, and how many of these failed.</returns>
    public static (long Points, long Done, long Failed) Merge(string target, IReadOnlyList<string> sources, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
        {
            throw new SweepException("There is nothing to merge: name the stores after the one to fill.");
        }

        sources = [.. sources.Where(s => !SweepStore.IsEmpty(s))];
        StoreAbout about = Check(target, sources);
        using SweepStore merged = SweepStore.OpenOrCreate(target, about);
        long done = merged.Ranges().Count;
        foreach (string path in sources)
        {
            using SweepStore source = SweepStore.OpenRead(path);
            foreach (List<ResultPiece> batch in Batches(source, merged.Ranges()))
            {
                cancellation.ThrowIfCancellationRequested();
                merged.Write(batch);
                done += batch.Sum(p => (long)p.Count);
                progress?.Invoke(done, about.Wanted);
            }
        }

        merged.Settle();
        (long all, long failed) = merged.Count();
        return (about.Wanted, all, failed);
    }

    private static StoreAbout Check(string target, IReadOnlyList<string> sources)
    {
        StoreAbout? about = null;
        foreach (string path in sources)
        {
            if (string.Equals(Path.GetFullPath(path), Path.GetFullPath(target), StringComparison.Ordinal))
            {
                throw new SweepException($"The store '{path}' cannot be merged into itself.");
            }

            using SweepStore source = SweepStore.OpenRead(path);
            if (about is not null)
            {
                source.About.Require(about, path);
            }

            about ??= source.About;
        }

        return about ?? throw new SweepException("There is nothing to merge: no run has begun to fill any of these stores.");
    }

    private static IEnumerable<List<ResultPiece>> Batches(SweepStore source, PointRanges there)
    {
        var batch = new List<ResultPiece>();
        long size = 0;
        using IEnumerator<(long Point, string Reason)> failures = source.Failures().GetEnumerator();
        bool more = failures.MoveNext();
        foreach ((long first, int count, byte[] data) in source.Rows())
        {
            var reasons = new List<(long Point, string Reason)>();
            for (; more && failures.Current.Point < first + count; more = failures.MoveNext())
            {
                reasons.Add(failures.Current);
            }

            foreach ((long from, long end) in there.MissingFrom(first, first + count))
            {
                int wanted = (int)(end - from);
                byte[] part = wanted == count ? data : ResultPiece.Cut(source.About.Columns, data, count, (int)(from - first), wanted);
                batch.Add(new ResultPiece(from, wanted, part, [.. reasons.Where(r => r.Point >= from && r.Point < end)]));
                size += part.Length;
            }

            if (size > LargestBatch)
            {
                yield return batch;
                batch = [];
                size = 0;
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
