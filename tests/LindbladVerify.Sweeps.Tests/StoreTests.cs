using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;
using LindbladVerify.TestSupport;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Stores that were filled in any way hold the same rows; what does not belong together is refused.</summary>
public sealed class StoreTests
{
    /// <summary>More than three full rows of the store, some points failing.</summary>
    public const string Many = """
        pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: 1e5 }
        vary: { D: { from: 1e2, to: 1e4, points: 20, scale: log }, Gc: { from: 1e4, to: 1e8, points: 60, scale: log }, P: { from: 0, to: 1.02, points: 52 } }
        set: { Delta: 8e6 }
        compute: { W: { quantity: residence-time }, root: { formula: "sqrt(W)" } }
        """;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 7)]
    [LongInlineData(3, 2)]
    public void ThreadsAndShardsLeaveNoTrace(int threads, int shards)
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Many);
        SweepRunner.Run(sweep, scratch["one"], new RunOptions { Threads = 1 });
        string[] parts = [.. Enumerable.Range(1, shards).Select(i => scratch[$"part{i}"])];
        for (int i = 1; i <= shards; i++)
        {
            RunOutcome outcome = SweepRunner.Run(sweep, parts[i - 1], new RunOptions { Threads = threads, Shard = new Shard(i, shards) });
            Assert.Equal(outcome.Points, outcome.Done);
        }

        (long points, long done, long failed) = StoreMerger.Merge(scratch["merged"], [.. parts.Reverse()]);
        Assert.Equal((62400, 62400, 1200), (points, done, failed));
        Assert.Equal(Dump(scratch["one"]), Dump(scratch["merged"]));
    }

    [Fact]
    public void RunsThatAreStoppedAgainAndAgainEndWithTheSameStore()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Many);
        SweepRunner.Run(sweep, scratch["one"], new RunOptions { Threads = 1 });
        var random = new Random(5);
        long before = 0;
        for (int round = 0; ; round++)
        {
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 60) + round));
            RunOutcome outcome = SweepRunner.Run(sweep, scratch["stopped"], new RunOptions { Threads = 2 }, stop.Token);
            Assert.Equal(before + outcome.Computed, outcome.Done);
            before = outcome.Done;
            if (!outcome.IsStopped)
            {
                break;
            }
        }

        Assert.Equal(Dump(scratch["one"]), Dump(scratch["stopped"]));
    }

    [Fact]
    public void ShardsAreAPartitionHoweverFewPointsThereAre()
    {
        foreach (long points in new long[] { 1, 5, 7, 63, 1000, 62400 })
        {
            foreach (int count in new[] { 1, 2, 7, 64 })
            {
                var seen = new HashSet<long>();
                for (int i = 1; i <= count; i++)
                {
                    var shard = new Shard(i, count);
                    long mine = 0;
                    foreach ((long first, long end) in PieceQueue.Missing(points, shard, new PointRanges()))
                    {
                        mine += end - first;
                        for (long k = first; k < end; k++)
                        {
                            Assert.True(seen.Add(k));
                        }
                    }

                    Assert.Equal(shard.PointsOf(points), mine);
                }

                Assert.Equal(points, seen.Count);
            }
        }
    }

    [LongFact]
    public void FailedPointsKeepTheirReasonAndCanBeTriedAgain()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Many);
        RunOutcome first = SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        Assert.Equal(1200, first.Failed);
        string before = Dump(scratch["s"]);
        RunOutcome again = SweepRunner.Run(sweep, scratch["s"], new RunOptions { RetryFailed = true });
        Assert.Equal((1200, 1200, false), (again.Failed, again.Computed, again.IsStopped));
        Assert.Equal(before, Dump(scratch["s"]));
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        Assert.All(store.Failures(), f => Assert.StartsWith("W: polarization must be in [-1, 1]", f.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void AnotherSweepAnotherModelAndOtherFilesAreRefused()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        string before = Dump(scratch["s"]);
        Assert.Contains("another sweep file", Assert.Throws<SweepException>(() => SweepRunner.Run(Scratch.Read(Many), scratch["s"], new RunOptions())).Message, StringComparison.Ordinal);
        Assert.Equal(before, Dump(scratch["s"]));

        scratch.Write("text", "not a database, but a text that is long enough to look like a file with something in it");
        Assert.Contains("no store of a sweep", Assert.Throws<SweepException>(() => SweepRunner.Run(sweep, scratch["text"], new RunOptions())).Message, StringComparison.Ordinal);
        Assert.Throws<SweepException>(() => SweepStore.OpenRead(scratch["none"]));
        Assert.Contains("no such folder", Assert.Throws<SweepException>(() => SweepRunner.Run(sweep, scratch["none/s"], new RunOptions())).Message, StringComparison.Ordinal);

        const string model = "model: m.yaml\nvary: { g: [1, 2] }\ncompute: { s: { quantity: steady-state } }\n";
        scratch.Write("m.yaml", ModelSweepTests.Qubit);
        SweepRunner.Run(Scratch.Read(model, scratch.Folder), scratch["m"], new RunOptions());
        scratch.Write("m.yaml", ModelSweepTests.Qubit.Replace("3.1", "3.2", StringComparison.Ordinal));
        Assert.Contains("another version of m.yaml", Assert.Throws<SweepException>(() => SweepRunner.Run(Scratch.Read(model, scratch.Folder), scratch["m"], new RunOptions())).Message, StringComparison.Ordinal);
        Assert.Throws<SweepException>(() => StoreMerger.Merge(scratch["both"], [scratch["s"], scratch["m"]]));
        Assert.False(File.Exists(scratch["both"]));
    }

    [Fact]
    public void OneStoreHasOneWriterAndAnyNumberOfReaders()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        using (SweepStore writer = SweepStore.OpenOrCreate(scratch["s"], sweep))
        {
            Assert.Contains("in use", Assert.Throws<SweepException>(() => SweepRunner.Run(sweep, scratch["s"], new RunOptions())).Message, StringComparison.Ordinal);
            using SweepStore reader = SweepStore.OpenRead(scratch["s"]);
            Assert.Equal((0, 0), reader.Count());
        }

        Assert.Equal(861, SweepRunner.Run(sweep, scratch["s"], new RunOptions()).Done);
        Assert.Equal(0, SweepRunner.Run(sweep, scratch["s"], new RunOptions()).Computed);
    }

    /// <summary>Whoever looks at any moment finds no store or a whole one; so does the next run, whenever the last one was killed.</summary>
    [Fact]
    public async Task AStoreIsNeverHalfMade()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        string current = scratch["0"];
        bool isDone = false;
        Task<int> watcher = Task.Run(() =>
        {
            int seen = 0;
            while (!Volatile.Read(ref isDone))
            {
                string path = Volatile.Read(ref current);
                if (File.Exists(path))
                {
                    using SweepStore store = SweepStore.OpenRead(path);
                    Assert.Equal(861, store.About.Points);
                    seen++;
                }
            }

            return seen;
        });
        for (int k = 0; k < 40; k++)
        {
            Volatile.Write(ref current, scratch[FormattableString.Invariant($"{k}")]);
            SweepStore.OpenOrCreate(current, sweep).Dispose();
        }

        Volatile.Write(ref isDone, true);
        await watcher;
    }

    /// <summary>What a run leaves that was killed while it made its store is no store, and in nobody's way.</summary>
    [Fact]
    public void WhatIsLeftOfAStoreThatWasBeingMadeIsSweptAway()
    {
        using var scratch = new Scratch();
        foreach (string end in new[] { ".new", ".new-wal", ".new-shm", ".new-journal" })
        {
            scratch.Write("s" + end, "half of something");
        }

        Assert.Throws<SweepException>(() => SweepStore.OpenRead(scratch["s"]));
        Assert.Equal(861, SweepRunner.Run(Scratch.Read(Scratch.Pair), scratch["s"], new RunOptions()).Done);
        Assert.Equal(["s", "s.lock"], Directory.EnumerateFiles(scratch.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DamageIsTold()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Many);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        byte[] bytes = File.ReadAllBytes(scratch["s"]);
        File.WriteAllBytes(scratch["s"], bytes[..(bytes.Length / 2)]);
        Assert.Throws<SweepException>(() =>
        {
            using SweepStore store = SweepStore.OpenRead(scratch["s"]);
            return store.Read().Sum(r => r.Count);
        });
    }

    /// <summary>One byte of a row, where SQLite itself sees nothing; and a row that stands for other points.</summary>
    [Theory]
    [InlineData("UPDATE results SET data = cast(substr(data, 1, 1000) || x'5A' || substr(data, 1002) AS BLOB) WHERE first = 16384")]
    [InlineData("UPDATE results SET first = 16383 WHERE first = 16384")]
    public void ARowThatIsNotWhatWasWrittenIsTold(string damage)
    {
        using var scratch = new Scratch();
        SweepRunner.Run(Scratch.Read(Many), scratch["s"], new RunOptions());
        using (var connection = new SqliteConnection($"Data Source={scratch["s"]};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the texts above
            command.CommandText = damage;
#pragma warning restore CA2100
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        SweepException told = Assert.Throws<SweepException>(() => store.Read().Sum(r => r.Count));
        Assert.Contains("are not what was written", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheStreamGivesThePointsInOrder()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        double[] expected = [.. store.Read().SelectMany(r => r.Columns[0][..r.Count])];
        var streamed = new List<double>();
        await foreach (SweepPoint point in sweep.ResultsAsync(threads: 3))
        {
            Assert.Equal(streamed.Count, point.Index);
            streamed.Add(point.Values[0]);
        }

        Assert.Equal(expected, streamed);
    }

    /// <summary>Everything that a store holds, row by row.</summary>
    internal static string Dump(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var lines = new List<string>();
        foreach (string query in new[] { "SELECT key, value FROM meta ORDER BY key", "SELECT first, count, hex(data) FROM results ORDER BY first", "SELECT point, reason FROM failures ORDER BY point" })
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = query;
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
            }
        }

        return string.Join('\n', lines);
    }
}
