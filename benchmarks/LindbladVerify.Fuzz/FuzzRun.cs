using System.Diagnostics;
using System.Globalization;

namespace LindbladVerify.Fuzz;

/// <summary>Runs mutations of one target on several threads and collects what should not have happened.</summary>
public sealed class FuzzRun
{
    /// <summary>Longest time that reading may take without a word.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int StackBytes = 8 << 20;
    private const int MostFindings = 50;
    private readonly FuzzTarget target;
    private readonly ulong seed;
    private readonly long end;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly TimeSpan? budget;
    private readonly List<string> findings = [];
    private readonly Lock gate = new();
    private long next;
    private long done;
    private long accepted;
    private TimeSpan slowest;

    private FuzzRun(FuzzTarget target, ulong seed, long first, long count, TimeSpan? budget)
    {
        this.target = target;
        this.seed = seed;
        this.budget = budget;
        next = first;
        end = first + count;
    }

    /// <summary>Runs the mutations.</summary>
    /// <param name="target">The reader.</param>
    /// <param name="seed">The same seed and numbers give the same texts.</param>
    /// <param name="first">Number of the first mutation.</param>
    /// <param name="count">How many.</param>
    /// <param name="budget">Time after which no more are begun; null for none.</param>
    public static FuzzReport Of(FuzzTarget target, ulong seed, long first, long count, TimeSpan? budget = null)
    {
        var run = new FuzzRun(target, seed, first, count, budget);
        Worker[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker(run))];
        while (workers.Any(w => w.IsAlive))
        {
            Thread.Sleep(50);
            for (int k = 0; k < workers.Length; k++)
            {
                if (workers[k].IsAlive && workers[k].Elapsed > Limit)
                {
                    run.Note(workers[k].Number, string.Create(CultureInfo.InvariantCulture, $"took more than {Limit.TotalSeconds:F0} s"));
                    workers[k] = new Worker(run); // the old one is left alone and ends with the process
                }
            }
        }

        return new FuzzReport(target.Name, run.done, run.accepted, run.slowest, run.findings);
    }

    private void Note(long number, string what)
    {
        lock (gate)
        {
            if (findings.Count < MostFindings)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{target.Name} {number} (seed {seed}): {what}"));
            }
        }
    }

    private void Try(long number)
    {
        string text = target.Text(seed, number);
        long start = Stopwatch.GetTimestamp();
        bool isAccepted = false;
        try
        {
            isAccepted = target.Run(text);
        }
#pragma warning disable CA1031 // every exception is a finding
        catch (Exception e)
        {
            string place = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("LindbladVerify", StringComparison.Ordinal))?.Trim() ?? string.Empty;
            Note(number, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {place}");
        }
#pragma warning restore CA1031

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        lock (gate)
        {
            done++;
            accepted += isAccepted ? 1 : 0;
            slowest = elapsed > slowest ? elapsed : slowest;
        }
    }

    private bool TryTake(out long number)
    {
        number = budget is { } most && clock.Elapsed > most ? end : Interlocked.Increment(ref next) - 1;
        return number < end;
    }

    private sealed class Worker
    {
        private readonly FuzzRun run;
        private readonly Thread thread;
        private long began = Stopwatch.GetTimestamp();
        private long number;

        public Worker(FuzzRun run)
        {
            this.run = run;
            thread = new Thread(Work, StackBytes) { IsBackground = true };
            thread.Start();
        }

        public bool IsAlive => thread.IsAlive;

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Interlocked.Read(ref began));

        public long Number => Interlocked.Read(ref number);

        private void Work()
        {
            while (run.TryTake(out long taken))
            {
                Interlocked.Exchange(ref number, taken);
                Interlocked.Exchange(ref began, Stopwatch.GetTimestamp());
                run.Try(taken);
            }
        }
    }
}
