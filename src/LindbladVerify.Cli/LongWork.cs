using System.Runtime.ExceptionServices;

namespace LindbladVerify.Cli;

/// <summary>Work that may take long: it tells how far it is, and a request to stop is answered whether or not the work listens.</summary>
internal static class LongWork
{
    /// <summary>Time that cancelled work has to end by itself and bring what it has; then it is left alone and ends with the process.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(600);

    private const int LargestStack = 64 << 20;

    /// <summary>Does work that reports (done, total, what).</summary>
    /// <param name="title">What is done, for the line of progress.</param>
    /// <param name="cancellation">Asks the work to stop.</param>
    /// <param name="work">The work; it should listen to the same token.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled and did not end within <see cref="Grace"/>.</exception>
    public static T Do<T>(string title, CancellationToken cancellation, Func<Action<long, long, string>, T> work)
    {
        using var progress = new ProgressTeller(title);
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new Thread(() => Run(work, progress, outcome), LargestStack) { IsBackground = true, Name = title };
        worker.Start();
        try
        {
            outcome.Task.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            if (Task.WaitAny([outcome.Task], Grace) < 0)
            {
                throw;
            }
        }
        catch (AggregateException)
        {
            // Thrown again below, as it came.
        }

        return outcome.Task.GetAwaiter().GetResult();
    }

    /// <summary>Does work that says nothing of how far it is.</summary>
    /// <inheritdoc cref="Do{T}(string, CancellationToken, Func{Action{long, long, string}, T})"/>
    public static T Do<T>(string title, CancellationToken cancellation, Func<T> work) => Do(title, cancellation, _ => work());

    private static void Run<T>(Func<Action<long, long, string>, T> work, ProgressTeller progress, TaskCompletionSource<T> outcome)
    {
        try
        {
            outcome.SetResult(work(progress.Report));
        }
#pragma warning disable CA1031 // whatever happens here is thrown again where the result is awaited
        catch (Exception e)
        {
            outcome.SetException(ExceptionDispatchInfo.Capture(e).SourceException);
        }
#pragma warning restore CA1031
    }
}
