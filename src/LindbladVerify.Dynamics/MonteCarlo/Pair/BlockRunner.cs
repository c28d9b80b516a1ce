using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace LindbladVerify.Dynamics.MonteCarlo.Pair;

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
    /// <param name="compute">Computes a block; called concurrently. Null means that it gave up because of the token, as does an <see cref="OperationCanceledException"/>.</param>
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
                if (Attempt(next, cancellationToken) is not { } result)
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
                Hand(block, Attempt(block, cancellationToken));
            }
        }
#pragma warning disable CA1031 // any failure of a worker must reach the caller
        catch (Exception exception)
        {
            failure = exception;
        }
#pragma warning restore CA1031
    }

    private TResult? Attempt(long block, CancellationToken cancellationToken)
    {
        try
        {
            return compute(block);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The blocks before it are kept.
            return null;
        }
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

/// <summary>How long trajectories are, counted in steps (Gaussian noise, grids) or flips, and what is too long.</summary>
internal sealed class TrajectoryWork
{
    private const uint LongestTrajectory = uint.MaxValue / 2; // draws per stream
    private readonly PairTrajectoryRequest request;
    private readonly double flipRate;

    public TrajectoryWork(PairTrajectoryRequest request)
    {
        this.request = request;
        CountsSteps = request.GridStep is not null || request.IsGaussian;
        flipRate = request.Process().Chain is { } chain
            ? Enumerable.Range(0, chain.Values.Count).Sum(i => chain.Populations[i] * chain.ExitRate(i)) : 0;
    }

    private bool CountsSteps { get; }

    private string Unit => CountsSteps ? "steps" : "flips";

    /// <summary>Steps or flips of one trajectory, at least 1.</summary>
    public double Events(double time, double timeStep) => Math.Max(1, time * (CountsSteps ? 1 / timeStep : flipRate));

    /// <summary>Refuses trajectories that would overrun the draw counter of their stream.</summary>
    public void RequireLength(double time, double timeStep)
    {
        double events = Events(time, timeStep);
        if (events > LongestTrajectory)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"A trajectory would need {events:E1} {Unit} to reach {time:E2} s, where z has decayed; at most {LongestTrajectory} are supported. "
                + $"The rate is too slow against {(CountsSteps ? "the splitting" : "the noise")} for trajectories: use the exact residence time, or a larger coupling or broadening."));
        }
    }

    /// <summary>Refuses more work than the request allows.</summary>
    /// <param name="time">End of a trajectory, s.</param>
    /// <param name="timeStep">Step, s.</param>
    /// <param name="trajectories">Their number.</param>
    /// <param name="relativeError">Relative standard error expected of them; NaN where it is not known.</param>
    public void Require(double time, double timeStep, double trajectories, double relativeError)
    {
        double events = Events(time, timeStep), work = events * trajectories;
        if (work > request.LargestWork)
        {
            double most = Math.Floor(request.LargestWork / events);
            string within = double.IsNaN(relativeError) || most < 2 ? string.Empty : string.Create(
                CultureInfo.InvariantCulture, $", which give a relative error of about {relativeError * Math.Sqrt(trajectories / most):G2}");
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"This would take about {work:E1} {Unit}: {trajectories:E1} trajectories of {events:E1} {Unit} each. At most {request.LargestWork:E1} are done: "
                + $"{(most >= 2 ? $"ask for at most {most:G3} trajectories{within}" : "use the exact residence time instead")}."));
        }
    }
}

/// <summary>How far a run is.</summary>
/// <param name="Completed">Trajectories of this stage finished.</param>
/// <param name="Total">Trajectories planned for it.</param>
/// <param name="Elapsed">Time since the stage began.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrajectoryProgress(long Completed, long Total, TimeSpan Elapsed)
{
    /// <summary>Whether these are trajectories of a pilot, which are no part of the result.</summary>
    public bool IsPilot { get; init; }

    /// <summary>Expected steps or flips of each trajectory; 0 where they are not counted.</summary>
    public double StepsPerTrajectory { get; init; }
}

/// <summary>Passes reports on with the stage that they belong to, the first of them before the stage begins.</summary>
internal sealed class StageProgress(IProgress<TrajectoryProgress> target, double stepsPerTrajectory, bool isPilot) : IProgress<TrajectoryProgress>
{
    public void Report(TrajectoryProgress value) => target.Report(value with { StepsPerTrajectory = stepsPerTrajectory, IsPilot = isPilot });
}
