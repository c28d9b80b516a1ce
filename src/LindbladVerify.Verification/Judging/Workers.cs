using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace LindbladVerify.Verification.Judging;

/// <summary>Work side by side on a number of threads that holds for loops within loops too.</summary>
internal static class Workers
{
    /// <summary>Runs jobs, the first first, on so many threads in all: loops with <see cref="Loop"/> inside a job take what other jobs leave free.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run(IReadOnlyList<Action> jobs, int threads, CancellationToken cancellation)
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads, TaskScheduler = scheduler };
        try
        {
            Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), options, job => job());
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }
    }

    /// <summary>What is made of each item, in the order of the items; any number of threads.</summary>
    public static TResult[] Select<T, TResult>(IReadOnlyList<T> items, int threads, Func<T, TResult> make)
    {
        var made = new TResult[items.Count];
        Run([.. Enumerable.Range(0, made.Length).Select(k => (Action)(() => made[k] = make(items[k])))], threads, CancellationToken.None);
        return made;
    }

    /// <summary>How a loop inside a job shares its threads.</summary>
    public static ParallelOptions Loop(int threads, CancellationToken cancellation) =>
        new() { CancellationToken = cancellation, MaxDegreeOfParallelism = threads, TaskScheduler = TaskScheduler.Current };
}
