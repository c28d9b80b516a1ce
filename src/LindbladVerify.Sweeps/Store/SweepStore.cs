using LindbladVerify.Sweeps.Specification;
using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

/// <summary>
/// The results of a sweep in one SQLite file. Consecutive points share a row, column after column; a row that is there is never computed again.
/// Rows of fewer points than <see cref="ChunkPoints"/> are joined as soon as theirs are complete, so that finished stores hold the same rows
/// whatever their history.
/// </summary>
internal sealed class SweepStore : IDisposable
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

    /// <summary>Whether a file was made for a store and nothing was written into it yet, as by a run that was killed at once.</summary>
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
            int count = reader.GetInt32(1);
            byte[] data = SqliteFaults.Told(path, () => reader.GetFieldValue<byte[]>(2));
            if (count is < 1 or > ChunkPoints || data.Length != count * About.Columns.Sum(c => c.Bytes))
            {
                throw new SweepException(FormattableString.Invariant($"The store '{path}' is damaged: the row of point {reader.GetInt64(0)} has a wrong size."));
            }

            yield return (reader.GetInt64(0), count, data);
        }
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

    /// <summary>Stores points that are not there yet, all or none of them.</summary>
    internal void Write(IReadOnlyCollection<ResultPiece> pieces) => SqliteFaults.Told(path, () =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand insert = StoreSchema.Command(connection, "INSERT INTO results VALUES($first, $count, $data)");
        SqliteParameter first = insert.Parameters.Add("$first", SqliteType.Integer);
        SqliteParameter count = insert.Parameters.Add("$count", SqliteType.Integer);
        SqliteParameter data = insert.Parameters.Add("$data", SqliteType.Blob);
        var complete = new List<long>();
        foreach (ResultPiece piece in pieces)
        {
            (first.Value, count.Value, data.Value) = (piece.First, piece.Count, piece.Data);
            insert.ExecuteNonQuery();
            foreach ((long point, string reason) in piece.Failures)
            {
                WriteFailure(point, reason);
            }

            if (piece.Count < ChunkPoints && Grown(piece))
            {
                complete.Add(piece.First / ChunkPoints);
            }
        }

        foreach (long chunk in complete)
        {
            Join(chunk);
        }

        transaction.Commit();
        return 0;
    });

    /// <summary>Stores points that were computed once more in the place of what was there.</summary>
    internal void Replace(IReadOnlyCollection<ResultPiece> pieces) => SqliteFaults.Told(path, () =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (ResultPiece piece in pieces)
        {
            using SqliteCommand find = StoreSchema.Command(connection, "SELECT first, count, data FROM results WHERE first <= $point ORDER BY first DESC LIMIT 1");
            find.Parameters.AddWithValue("$point", piece.First);
            (long first, int count, byte[] data) = One(find);
            ResultPiece.Paste(About.Columns, piece.Data, piece.Count, data, count, (int)(piece.First - first));
            using SqliteCommand update = StoreSchema.Command(connection, "UPDATE results SET data = $data WHERE first = $first");
            update.Parameters.AddWithValue("$data", data);
            update.Parameters.AddWithValue("$first", first);
            update.ExecuteNonQuery();
            using SqliteCommand forget = StoreSchema.Command(connection, "DELETE FROM failures WHERE point >= $from AND point < $to");
            forget.Parameters.AddWithValue("$from", piece.First);
            forget.Parameters.AddWithValue("$to", piece.First + piece.Count);
            forget.ExecuteNonQuery();
            foreach ((long point, string reason) in piece.Failures)
            {
                WriteFailure(point, reason);
            }
        }

        transaction.Commit();
        return 0;
    });

    /// <summary>Puts everything into the one file.</summary>
    internal void Settle() => SqliteFaults.Told(path, () =>
    {
        StoreSchema.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return 0;
    });

    private static (long First, int Count, byte[] Data) One(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
    }

    private void WriteFailure(long point, string reason)
    {
        using SqliteCommand insert = StoreSchema.Command(connection, "INSERT OR REPLACE INTO failures VALUES($point, $reason)");
        insert.Parameters.AddWithValue("$point", point);
        insert.Parameters.AddWithValue("$reason", reason);
        insert.ExecuteNonQuery();
    }

    private int Wanted(long chunk) => (int)Math.Min(ChunkPoints, About.Points - (chunk * ChunkPoints));

    /// <summary>Counts a piece; whether all points of its full row are there now, in several rows.</summary>
    private bool Grown(ResultPiece piece)
    {
        long chunk = piece.First / ChunkPoints;
        (int points, int rows) = open.GetValueOrDefault(chunk);
        open[chunk] = (points + piece.Count, rows + 1);
        return points + piece.Count == Wanted(chunk) && (open.Remove(chunk) && rows > 0);
    }

    /// <summary>Replaces the rows of a chunk by one.</summary>
    private void Join(long chunk)
    {
        int wanted = Wanted(chunk);
        byte[] whole = new byte[wanted * About.Columns.Sum(c => c.Bytes)];
        long start = chunk * ChunkPoints;
        using (SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count, data FROM results WHERE first >= $from AND first < $to"))
        {
            select.Parameters.AddWithValue("$from", start);
            select.Parameters.AddWithValue("$to", start + wanted);
            using SqliteDataReader reader = select.ExecuteReader();
            while (reader.Read())
            {
                ResultPiece.Paste(About.Columns, reader.GetFieldValue<byte[]>(2), reader.GetInt32(1), whole, wanted, (int)(reader.GetInt64(0) - start));
            }
        }

        using SqliteCommand delete = StoreSchema.Command(connection, "DELETE FROM results WHERE first >= $from AND first < $to");
        delete.Parameters.AddWithValue("$from", start);
        delete.Parameters.AddWithValue("$to", start + wanted);
        delete.ExecuteNonQuery();
        using SqliteCommand insert = StoreSchema.Command(connection, "INSERT INTO results VALUES($first, $count, $data)");
        insert.Parameters.AddWithValue("$first", start);
        insert.Parameters.AddWithValue("$count", wanted);
        insert.Parameters.AddWithValue("$data", whole);
        insert.ExecuteNonQuery();
    }

    /// <summary>The rows that are not full.</summary>
    private void FindOpen()
    {
        using SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count FROM results WHERE count < $full");
        select.Parameters.AddWithValue("$full", ChunkPoints);
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            long chunk = reader.GetInt64(0) / ChunkPoints;
            if (reader.GetInt32(1) < Wanted(chunk))
            {
                (int points, int rows) = open.GetValueOrDefault(chunk);
                open[chunk] = (points + reader.GetInt32(1), rows + 1);
            }
        }
    }
}
