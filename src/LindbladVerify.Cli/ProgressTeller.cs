using System.Diagnostics;
using System.Globalization;

namespace LindbladVerify.Cli;

/// <summary>How far some work is: on a terminal one line that is written over, elsewhere a line on standard error every ten seconds.</summary>
internal sealed class ProgressTeller : IDisposable
{
    private const int MillisecondsBetween = 200;
    private const int MillisecondsBetweenLines = 10_000;
    private readonly string title;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private readonly Timer timer;
    private (long Done, long Total, string What) last;
    private bool isShown;
    private bool isOver;

    public ProgressTeller(string title)
    {
        this.title = title;
        int between = isTerminal ? MillisecondsBetween : MillisecondsBetweenLines;
        timer = new Timer(_ => Tell(), null, between, between);
    }

    /// <summary>Tells how far the work is; what is told next says so.</summary>
    public void Report(long done, long total, string what)
    {
        lock (gate)
        {
            last = (done, total, what);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            isOver = true;
            if (isShown)
            {
                StandardError.Write("\r\u001b[K");
            }
        }
    }

    private void Tell()
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            if (isTerminal)
            {
                string line = Line();
                StandardError.Write("\r\u001b[K" + line[..Math.Min(line.Length, Width() - 1)]);
                isShown = true;
            }
            else
            {
                StandardError.WriteLine($"lindblad-verify: {Line()}");
            }
        }
    }

    private string Line()
    {
        (long done, long total, string what) = last;
        double elapsed = clock.Elapsed.TotalSeconds;
        if (total == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{title}, {elapsed:F0} s so far");
        }

        string left = done == 0 ? string.Create(CultureInfo.InvariantCulture, $"{elapsed:F0} s so far") : string.Create(CultureInfo.InvariantCulture, $"{elapsed / done * (total - done):F0} s left");
        return string.Create(CultureInfo.InvariantCulture, $"{title} {done}/{total}, {left}{(what.Length == 0 ? "" : ": ")}{what}");
    }

    private static int Width()
    {
        try
        {
            return Math.Max(20, Console.WindowWidth);
        }
        catch (IOException)
        {
            return 80;
        }
    }
}

/// <summary>Progress that is told at once, on the reporting thread.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
