using System.Diagnostics;

namespace LindbladVerify.Cli;

/// <summary>One line of progress on standard error, on a terminal only.</summary>
internal static class ProgressLine
{
    private const long MillisecondsBetween = 100;

    /// <summary>Runs work that reports (done, total, what).</summary>
    public static T While<T>(string title, Func<Action<long, long, string>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work((_, _, _) => { });
        }

        var clock = Stopwatch.StartNew();
        long last = -MillisecondsBetween;
        T result = work((done, total, what) =>
        {
            if (clock.ElapsedMilliseconds - last < MillisecondsBetween)
            {
                return;
            }

            last = clock.ElapsedMilliseconds;
            double remaining = done == 0 ? double.NaN : clock.Elapsed.TotalSeconds / done * (total - done);
            string line = $"{title} {done}/{total}, {remaining:F0} s left: {what}";
            Console.Error.Write("\r\u001b[K" + line[..Math.Min(line.Length, Width() - 1)]);
        });
        Console.Error.Write("\r\u001b[K");
        return result;
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
