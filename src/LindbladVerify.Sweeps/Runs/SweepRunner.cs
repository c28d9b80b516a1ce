using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;

namespace LindbladVerify.Sweeps.Runs;

/// <summary>
/// Computes what is missing of a sweep: workers take consecutive points, one writer stores what they bring, several times a second. Whenever it
/// ends, by itself, by a signal, by force or by a full disk, what was stored stays and the next run goes on.
/// </summary>
public sealed class SweepRunner
{
    private const int LargestStack = 16 << 20;
    private const int PiecesWaiting = 16;
    private const double SecondsPerPiece = 0.05;
    private const double SecondsBetweenWrites = 0.25;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Sweep sweep;
    private readonly RunOptions options;
    private readonly CancellationToken cancellation;
    private readonly BlockingCollection<ResultPiece> results = new(PiecesWaiting);
    private Exception? failure;

    private SweepRunner(Sweep sweep, RunOptions options, CancellationToken cancellation)
    {
        this.sweep = sweep;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// <summary>Runs a sweep into a store, which is made where there is none.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="path">The store.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Asks it to stop: it stores what is complete and returns within about two seconds.</param>
    /// <exception cref="SweepException">The store cannot be used, or the disk is full.</exception>
    public static RunOutcome Run(Sweep sweep, string path, RunOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(options);
        if (sweep.Refinement is not null && options.Shard.Count > 1)
        {
            throw new SweepException("A sweep that refines its grid has no shards: where the next points go depends on all of the last ones.");
        }

        using SweepStore store = SweepStore.OpenOrCreate(path, sweep);
        var clock = Stopwatch.StartNew();
        RunOutcome outcome = options.RetryFailed ? Retry(sweep, store, options, cancellation)
            : sweep.Refinement is null ? Fill(sweep, store, options, cancellation)
            : Refine(sweep, sweep.Refinement, store, options, cancellation);
        store.Settle();
        return outcome with { Failed = store.Count().Failed, Seconds = clock.Elapsed.TotalSeconds };
    }

    private static RunOutcome Fill(Sweep sweep, SweepStore store, RunOptions options, CancellationToken cancellation)
    {
        PointRanges there = store.Ranges();
        long total = options.Shard.PointsOf(sweep.Points.Count);
        long missing = PieceQueue.Missing(sweep.Points.Count, options.Shard, there).Sum(m => m.End - m.First);
        long written = new SweepRunner(sweep, options, cancellation).Run(store, new PieceQueue(sweep.Points.Count, options.Shard, there), missing);
        return new RunOutcome(total, total - missing + written, 0, written, 0, written < missing);
    }

    private static RunOutcome Retry(Sweep sweep, SweepStore store, RunOptions options, CancellationToken cancellation)
    {
        long total = options.Shard.PointsOf(sweep.Points.Count);
        long missing = PieceQueue.Missing(sweep.Points.Count, options.Shard, store.Ranges()).Sum(m => m.End - m.First);
        long[] again = [.. store.Failures().Select(f => f.Point)];
        long written = new SweepRunner(sweep, options, cancellation).Run(store, new PieceQueue(again), again.Length);
        return new RunOutcome(total, total - missing, 0, written, 0, written < again.Length);
    }

    /// <summary>Level after level: which points a level wants follows from the results of those before it, so that a run that was stopped finds its place again.</summary>
    private static RunOutcome Refine(Sweep sweep, Refinement refinement, SweepStore store, RunOptions options, CancellationToken cancellation)
    {
        long written = 0;
        int column = sweep.Columns.ToList().FindIndex(c => c.Name is Refinement.Column);
        for (int level = 0; ; level++)
        {
            var known = new Dictionary<long, double>();
            foreach ((long first, int count, double[][] columns) in store.Read())
            {
                for (int k = 0; k < count; k++)
                {
                    known[first + k] = columns[column][k];
                }
            }

            SortedSet<long> wanted = refinement.Wanted(sweep.Points, level, p => known.GetValueOrDefault(p, double.NaN));
            long[] missing = [.. wanted.Where(p => !known.ContainsKey(p))];
            store.Want(wanted.Count);
            long now = new SweepRunner(sweep, options, cancellation).Run(store, new PieceQueue(missing), missing.Length);
            written += now;
            if (now < missing.Length || level == refinement.Levels)
            {
                store.JoinNeighbours();
                return new RunOutcome(wanted.Count, wanted.Count - missing.Length + now, 0, written, 0, now < missing.Length);
            }
        }
    }

    private long Run(SweepStore store, PieceQueue queue, long wanted)
    {
        options.Progress?.Invoke(0, wanted);
        Thread[] workers = [.. Enumerable.Range(0, options.Threads).Select(k => new Thread(() => Work(queue), LargestStack) { IsBackground = true, Name = FormattableString.Invariant($"sweep {k}") })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        long written;
        try
        {
            written = Collect(store, workers, n => options.Progress?.Invoke(n, wanted));
        }
        finally
        {
            // Whoever still waits to bring something is let go.
            results.CompleteAdding();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return written;
    }

    /// <summary>Stores what the workers bring until they are done; after a request to stop, until they have ended or the grace is over.</summary>
    private long Collect(SweepStore store, Thread[] workers, Action<long> tell)
    {
        var waiting = new List<ResultPiece>();
        long written = 0;
        var sinceWrite = Stopwatch.StartNew();
        Stopwatch? stopping = null;
        while (true)
        {
            stopping ??= cancellation.IsCancellationRequested ? Stopwatch.StartNew() : null;
            bool isAlive = Array.Exists(workers, w => w.IsAlive);
            if (results.TryTake(out ResultPiece? piece, isAlive ? 20 : 0))
            {
                waiting.Add(piece);
            }

            bool isOver = !isAlive && piece is null && results.Count == 0;
            isOver |= stopping?.Elapsed > Grace || failure is not null;
            if (waiting.Count > 0 && (isOver || sinceWrite.Elapsed.TotalSeconds > SecondsBetweenWrites))
            {
                Write(store, waiting);
                written += waiting.Sum(p => p.Count);
                waiting.Clear();
                sinceWrite.Restart();
                tell(written);
            }

            if (isOver)
            {
                return written;
            }
        }
    }

    private void Write(SweepStore store, List<ResultPiece> pieces)
    {
        if (options.RetryFailed)
        {
            store.Replace(pieces);
        }
        else
        {
            store.Write(pieces);
        }
    }

    private void Work(PieceQueue queue)
    {
        try
        {
            var evaluator = new PointEvaluator(sweep);
            double[][] columns = [.. sweep.Columns.Select(_ => new double[SweepStore.ChunkPoints])];
            int wish = 1;
            while (!cancellation.IsCancellationRequested && failure is null && queue.Next(wish) is { } piece)
            {
                long begun = Stopwatch.GetTimestamp();
                var failures = new List<(long, string)>();
                int done = Evaluate(evaluator, piece, columns, failures);
                if (done > 0)
                {
                    results.Add(ResultPiece.Of(piece.First, done, sweep.Columns, columns, failures), CancellationToken.None);
                }

                double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                wish = (int)Math.Clamp(Math.Min(4.0 * wish, piece.Count * SecondsPerPiece / Math.Max(seconds, 1e-6)), 1, SweepStore.ChunkPoints);
            }
        }
#pragma warning disable CA1031 // thrown again where the run ends
        catch (Exception e)
        {
            failure = e;
        }
#pragma warning restore CA1031
    }

    private int Evaluate(PointEvaluator evaluator, (long First, int Count) piece, double[][] columns, List<(long Point, string Reason)> failures)
    {
        for (int k = 0; k < piece.Count; k++)
        {
            if (cancellation.IsCancellationRequested)
            {
                return k;
            }

            try
            {
                if (evaluator.Evaluate(piece.First + k, cancellation) is { } reason)
                {
                    failures.Add((piece.First + k, reason));
                }
            }
            catch (OperationCanceledException)
            {
                return k;
            }

            ReadOnlySpan<double> slots = evaluator.Slots;
            for (int c = 0; c < columns.Length; c++)
            {
                columns[c][k] = slots[sweep.ColumnSlots[c]];
            }
        }

        return piece.Count;
    }
}

/// <summary>How a sweep is run. Nothing here changes a number.</summary>
public sealed record RunOptions
{
    /// <summary>The part to compute.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Worker threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether to compute the points that failed once more, instead of those that are missing.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Told a few times a second how many points this run has stored, and of how many it is to store.</summary>
    public Action<long, long>? Progress { get; init; }
}

/// <summary>How a run ended.</summary>
/// <param name="Points">Points of the shard.</param>
/// <param name="Done">Of these, how many are in the store.</param>
/// <param name="Failed">Points in the store that failed.</param>
/// <param name="Computed">Points that this run added.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="IsStopped">Whether it was asked to stop.</param>
public sealed record RunOutcome(long Points, long Done, long Failed, long Computed, double Seconds, bool IsStopped)
{
    /// <summary>Points of the shard that are still to be computed.</summary>
    public long Remaining => Points - Done;
}
