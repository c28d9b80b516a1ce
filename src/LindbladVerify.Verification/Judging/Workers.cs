using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace LindbladVerify.Verification.Judging;

/// <summary>Work side by side on a number of threads that holds for loops within loops too.</summary>
internal static class Workers
{
    /// <summary>
    /// Runs jobs, the first first, each taken from the sequence when a thread is free for it, on so many threads in all: what runs side by side inside a job,
    /// by this or by loops with <see cref="Loop"/>, takes what other jobs leave free.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>Where several jobs fail alike, the first failure is thrown.</remarks>
    public static void Run(IEnumerable<Action> jobs, int threads, CancellationToken cancellation)
    {
        TaskScheduler scheduler = TaskScheduler.Current == TaskScheduler.Default ? new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler : TaskScheduler.Current;
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads, TaskScheduler = scheduler };
        try
        {
            Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), options, job => job());
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is var failures && failures.All(f => f.GetType() == failures[0].GetType()))
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }
    }

    /// <summary>What is made of each item, in the order of the items; any number of threads.</summary>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, int threads, Func<T, TResult> make)
    {
        var made = new TResult[items.Count];
        Run(Enumerable.Range(0, made.Length).Select(k => (Action)(() => made[k] = make(items[k]))), threads, CancellationToken.None);
        return made;
    }

    /// <summary>How a loop inside a job shares its threads.</summary>
    public static ParallelOptions Loop(int threads, CancellationToken cancellation) =>
        new() { CancellationToken = cancellation, MaxDegreeOfParallelism = threads, TaskScheduler = TaskScheduler.Current };
}
