using System.Runtime.ExceptionServices;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>
/// Runs blocks of trajectories on several threads and hands their results over strictly in block order, so that sums do
/// not depend on scheduling. At most a fixed number of results wait at any time: memory is independent of the run's length.
/// </summary>
/// <typeparam name="TResult">What a block is reduced to on its worker.</typeparam>
internal sealed class BlockRunner<TResult>
    where TResult : class
{
    /// <summary>Results of one worker that may wait for an older block.</summary>
    public const int WaitingPerThread = 16;

    private readonly Func<long, TResult?> compute;
    private readonly Action<long, TResult> commit;
    private readonly long blocks;
    private readonly TResult?[] waiting;
    private readonly int threads;
    private readonly Lock gate = new();
    private long next;
    private long committed;
    private volatile Exception? failure;

    /// <param name="blocks">Number of blocks.</param>
    /// <param name="threads">Workers; 0 for one per processor.</param>
    /// <param name="compute">Computes a block; called concurrently. Null means that it gave up because of the token.</param>
    /// <param name="commit">Receives block 0, 1, 2, … in this order, one at a time.</param>
    public BlockRunner(long blocks, int threads, Func<long, TResult?> compute, Action<long, TResult> commit)
    {
        this.blocks = blocks;
        this.threads = (int)Math.Min(blocks, threads == 0 ? Environment.ProcessorCount : threads);
        this.compute = compute;
        this.commit = commit;
        waiting = new TResult?[Math.Max(1, this.threads) * WaitingPerThread];
    }

    /// <summary>Runs until all blocks are committed or the token is cancelled; returns the number of blocks committed, which
    /// are always the first ones.</summary>
    public long Run(CancellationToken cancellationToken)
    {
        if (threads <= 1)
        {
            for (; next < blocks && !cancellationToken.IsCancellationRequested; next++)
            {
                if (compute(next) is not { } result)
                {
                    break;
                }

                commit(next, result);
            }

            return next;
        }

        Thread[] workers = new Thread[threads - 1];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(() => Work(cancellationToken)) { IsBackground = true, Name = "trajectories" };
            workers[i].Start();
        }

        Work(cancellationToken);
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return committed;
    }

    private void Work(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && failure is null)
            {
                long block = Interlocked.Increment(ref next) - 1;
                if (block >= blocks)
                {
                    return;
                }

                WaitForRoom(block, cancellationToken);
                Hand(block, compute(block));
            }
        }
#pragma warning disable CA1031 // any failure of a worker must reach the caller
        catch (Exception exception)
        {
            failure = exception;
        }
#pragma warning restore CA1031
    }

    /// <summary>Holds back a worker that has run too far ahead of the oldest unfinished block.</summary>
    private void WaitForRoom(long block, CancellationToken cancellationToken)
    {
        SpinWait spin = default;
        while (block - Interlocked.Read(ref committed) >= waiting.Length && failure is null && !cancellationToken.IsCancellationRequested)
        {
            spin.SpinOnce();
        }
    }

    private void Hand(long block, TResult? result)
    {
        lock (gate)
        {
            if (block - committed >= waiting.Length)
            {
                return; // only after cancellation or failure: the gap will never be filled
            }

            waiting[block % waiting.Length] = result;
            while (waiting[committed % waiting.Length] is { } ready)
            {
                waiting[committed % waiting.Length] = null;
                commit(committed, ready);
                Interlocked.Increment(ref committed);
            }
        }
    }
}
