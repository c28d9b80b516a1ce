using System.Globalization;
using System.Runtime.ExceptionServices;
using LindbladVerify.Dynamics.Propagation;

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

/// <summary>Says on standard error what a long run will take before it begins, and refuses a hopeless one.</summary>
/// <param name="refuse">Whether to refuse; a method that was asked for by name is run whatever it takes.</param>
internal sealed class RunEstimate(bool refuse)
{
    private const double LongSeconds = 10;
    private const double HopelessSeconds = 30 * 86400.0;

    /// <summary>Whether a run would take so long that it is refused.</summary>
    public static bool IsHopeless(PropagationEstimate estimate) => estimate.Seconds > HopelessSeconds;

    /// <summary>Shows an estimate.</summary>
    /// <exception cref="SizeException">The run would take a month or more.</exception>
    public void Show(PropagationEstimate estimate)
    {
        if (!(estimate.Seconds > LongSeconds))
        {
            return;
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{estimate.Equations:G6} equations, about {Memory(estimate.Bytes)} of memory and {Duration(estimate.Seconds)}");
        if (refuse && IsHopeless(estimate))
        {
            throw new SizeException($"the model needs {text}; it was not begun. Name a --method to run it all the same.");
        }

        Console.Error.WriteLine($"lindblad-verify: {text}.");
    }

    private static string Memory(double bytes) => bytes >= 1e9
        ? (bytes / 1e9).ToString("G3", CultureInfo.InvariantCulture) + " GB"
        : (bytes / 1e6).ToString("G3", CultureInfo.InvariantCulture) + " MB";

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => seconds.ToString("F0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds / 60).ToString("F0", CultureInfo.InvariantCulture) + " minutes",
        < 172800 => (seconds / 3600).ToString("F0", CultureInfo.InvariantCulture) + " hours",
        _ => (seconds / 86400).ToString("G3", CultureInfo.InvariantCulture) + " days",
    };
}
