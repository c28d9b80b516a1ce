using LindbladVerify.Sweeps.Specification;
using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

/// <summary>
/// The results of a sweep in one SQLite file. Consecutive points share a row, column after column; a row that is there is never computed again.
/// Rows of fewer points than <see cref="ChunkPoints"/> are joined as soon as theirs are complete, so that finished stores hold the same rows
/// whatever their history.
/// </summary>
public sealed partial class SweepStore : IDisposable
{
    /// <summary>Points of a full row. Rows begin at multiples of it.</summary>
    public const int ChunkPoints = 1 << 14;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly StoreLock? writing;
    private readonly Dictionary<long, (int Points, int Rows)> open = [];

    private SweepStore(string path, SqliteConnection connection, StoreLock? writing, StoreAbout about)
    {
        this.path = path;
        this.connection = connection;
        this.writing = writing;
        About = about;
    }

    /// <summary>What the store says of the sweep.</summary>
    public StoreAbout About { get; }

    /// <summary>Opens a store to go on with, or begins one.</summary>
    /// <exception cref="SweepException">It holds another sweep, is in use, is damaged, or cannot be written.</exception>
    public static SweepStore OpenOrCreate(string path, Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return OpenOrCreate(path, StoreAbout.Of(sweep));
    }

    /// <summary>Opens a store to read, also while a run writes it.</summary>
    /// <exception cref="SweepException">There is none, or it is damaged.</exception>
    public static SweepStore OpenRead(string path) => SqliteFaults.Told(path, () =>
    {
        if (!File.Exists(path))
        {
            throw new SweepException($"There is no store '{path}'.");
        }

        SqliteConnection connection = StoreSchema.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            return StoreSchema.Exists(connection, path)
                ? new SweepStore(path, connection, null, StoreSchema.Read(connection, path))
                : throw new SweepException($"'{path}' is empty: no run has begun to fill it.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <summary>Whether there is a file for a store, but nothing in it yet.</summary>
    internal static bool IsEmpty(string path) => SqliteFaults.Told(path, () =>
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using SqliteConnection connection = StoreSchema.Open(path, SqliteOpenMode.ReadWrite);
        return !StoreSchema.Exists(connection, path);
    });

    internal static SweepStore OpenOrCreate(string path, StoreAbout about)
    {
        if (Directory.Exists(path))
        {
            throw new SweepException($"'{path}' is a folder; a store is a file.");
        }

        StoreLock writing = StoreLock.Take(path);
        SqliteConnection? connection = null;
        try
        {
            return SqliteFaults.Told(path, () =>
            {
                StoreSchema.CreateWhole(path, about.Entries);
                connection = StoreSchema.Open(path, SqliteOpenMode.ReadWriteCreate);
                if (StoreSchema.Exists(connection, path))
                {
                    StoreSchema.Read(connection, path).Require(about, path);
                }
                else
                {
                    StoreSchema.Create(connection, about.Entries);
                }

                StoreSchema.Execute(connection, "PRAGMA synchronous = NORMAL");
                var store = new SweepStore(path, connection, writing, about);
                store.FindOpen();
                return store;
            });
        }
        catch
        {
            connection?.Dispose();
            writing.Dispose();
            throw;
        }
    }

    /// <summary>How many points are there, and how many of them failed.</summary>
    public (long Done, long Failed) Count() => SqliteFaults.Told(path, () =>
        (StoreSchema.Number(connection, "SELECT sum(count) FROM results"), StoreSchema.Number(connection, "SELECT count(*) FROM failures")));

    /// <summary>The points that failed, with the reason.</summary>
    public IEnumerable<(long Point, string Reason)> Failures()
    {
        using SqliteCommand select = StoreSchema.Command(connection, "SELECT point, reason FROM failures ORDER BY point");
        using SqliteDataReader reader = SqliteFaults.Told(path, select.ExecuteReader);
        while (SqliteFaults.Told(path, reader.Read))
        {
            yield return (reader.GetInt64(0), reader.GetString(1));
        }
    }

    /// <summary>The results in the order of the sweep, up to <see cref="ChunkPoints"/> consecutive points at a time; what is not computed is left out.</summary>
    /// <returns>The first point, how many, and their columns; valid until the next step.</returns>
    public IEnumerable<(long First, int Count, double[][] Columns)> Read()
    {
        double[][] columns = [.. About.Columns.Select(_ => new double[ChunkPoints])];
        foreach ((long first, int count, byte[] data) in Rows())
        {
            ResultPiece.Unpack(About.Columns, data, count, columns);
            yield return (first, count, columns);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        writing?.Dispose();
    }

    /// <summary>The rows as they are stored, in order.</summary>
    internal IEnumerable<(long First, int Count, byte[] Data)> Rows()
    {
        using SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count, data FROM results ORDER BY first");
        using SqliteDataReader reader = SqliteFaults.Told(path, select.ExecuteReader);
        while (SqliteFaults.Told(path, reader.Read))
        {
            yield return SqliteFaults.Told(path, () => Row(reader));
        }
    }

    /// <summary>A row of first, count and data.</summary>
    private (long First, int Count, byte[] Data) Row(SqliteDataReader reader)
    {
        (long first, int count) = (reader.GetInt64(0), reader.GetInt32(1));
        return (first, count, StoredRow.Open(path, About.Columns, first, count, reader.GetFieldValue<byte[]>(2)));
    }

    /// <summary>The points that are there.</summary>
    internal PointRanges Ranges() => SqliteFaults.Told(path, () =>
    {
        var ranges = new PointRanges();
        using SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count FROM results ORDER BY first");
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            ranges.Add(reader.GetInt64(0), reader.GetInt64(0) + reader.GetInt64(1));
        }

        return ranges;
    });
}
