using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LindbladVerify.Sweeps.Computation;

namespace LindbladVerify.Sweeps.Runs;

/// <summary>A sweep as a stream of its points, without a store.</summary>
public static class SweepStream
{
    private const int PointsPerTask = 64;

    /// <summary>Computes the points, in order. Only a few stretches of them are in memory at a time.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="threads">Points computed at the same time; the results do not depend on it.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    public static async IAsyncEnumerable<SweepPoint> ResultsAsync(this Sweep sweep, int threads = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var free = new ConcurrentBag<PointEvaluator>();
        var running = new Queue<Task<SweepPoint[]>>();
        for (long next = 0; next < sweep.Points.Count || running.Count > 0;)
        {
            while (running.Count < 2 * threads && next < sweep.Points.Count)
            {
                long first = next;
                next = Math.Min(sweep.Points.Count, next + PointsPerTask);
                long end = next;
                running.Enqueue(Task.Run(() => Stretch(sweep, free, first, end, cancellation), cancellation));
            }

            foreach (SweepPoint point in await running.Dequeue().ConfigureAwait(false))
            {
                yield return point;
            }
        }
    }

    private static SweepPoint[] Stretch(Sweep sweep, ConcurrentBag<PointEvaluator> free, long first, long end, CancellationToken cancellation)
    {
        PointEvaluator evaluator = free.TryTake(out PointEvaluator? idle) ? idle : new PointEvaluator(sweep);
        var points = new SweepPoint[end - first];
        for (long k = first; k < end; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            string? failure = evaluator.Evaluate(k, cancellation);
            points[k - first] = new SweepPoint(k, evaluator.Slots[..sweep.Parameters.Names.Count].ToArray(), [.. sweep.ColumnSlots.Select(s => evaluator.Slots[s])], failure);
        }

        free.Add(evaluator);
        return points;
    }
}
