using System.Globalization;
using LindbladVerify.Sweeps.Specification;
using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

/// <summary>The tables of a store and what it says of itself. There is nothing in it that depends on when, where or in how many parts it was computed.</summary>
internal static class StoreSchema
{
    /// <summary>"LVsw", by which a store is told from other SQLite files.</summary>
    private const int ApplicationId = 0x4C567377;

    /// <summary>2: rows with checksums.</summary>
    private const int Version = 2;

    /// <summary>The files that SQLite keeps of one database.</summary>
    private static readonly string[] SqliteEndings = [string.Empty, "-journal", "-wal", "-shm"];

    /// <summary>Opens a connection.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Whether there is a store, or nothing yet.</summary>
    /// <exception cref="SweepException">There is something else.</exception>
    public static bool Exists(SqliteConnection connection, string path)
    {
        long id = Number(connection, "PRAGMA application_id");
        if (id == ApplicationId)
        {
            long version = Number(connection, "PRAGMA user_version");
            return version == Version ? true : throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"The store '{path}' has the format {version}; this program writes format {Version}."));
        }

        return Number(connection, "SELECT count(*) FROM sqlite_master") == 0 && id == 0 ? false : throw new SweepException($"'{path}' is a database, but no store of a sweep.");
    }

    /// <summary>
    /// Makes a store where there is no file: aside under another name, then moved into its place. Whoever is killed at whatever moment leaves
    /// either no store or a whole one, and nobody ever sees half of one. The caller holds the lock of the store.
    /// </summary>
    /// <param name="path">Where; left alone where there is a file.</param>
    /// <param name="entries">What the store says of itself.</param>
    /// <exception cref="SweepException">A file cannot be moved or removed there.</exception>
    public static void CreateWhole(string path, IEnumerable<KeyValuePair<string, string>> entries)
    {
        if (File.Exists(path))
        {
            return;
        }

        // SQLite follows links, also to files that are still to be made; so does this.
        string place = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        string aside = place + ".new";
        try
        {
            foreach (string end in SqliteEndings)
            {
                File.Delete(aside + end);
            }

            using (SqliteConnection connection = Open(aside, SqliteOpenMode.ReadWriteCreate))
            {
                Create(connection, entries);
                Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            }

            File.Move(aside, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SweepException($"The store '{path}' cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Makes the tables, all at once.</summary>
    /// <param name="connection">An empty database.</param>
    /// <param name="entries">What the store says of itself.</param>
    public static void Create(SqliteConnection connection, IEnumerable<KeyValuePair<string, string>> entries)
    {
        Execute(connection, "PRAGMA page_size = 32768");
        Execute(connection, "PRAGMA journal_mode = WAL");
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        Execute(connection, "CREATE TABLE results(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, data BLOB NOT NULL)");
        Execute(connection, "CREATE TABLE failures(point INTEGER PRIMARY KEY, reason TEXT NOT NULL)");
        foreach ((string key, string value) in entries)
        {
            using SqliteCommand insert = Command(connection, "INSERT INTO meta VALUES($key, $value)");
            insert.Parameters.AddWithValue("$key", key);
            insert.Parameters.AddWithValue("$value", value);
            insert.ExecuteNonQuery();
        }

        Execute(connection, $"PRAGMA application_id = {ApplicationId.ToString(CultureInfo.InvariantCulture)}");
        Execute(connection, $"PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)}");
        transaction.Commit();
    }

    /// <summary>What a store says of itself.</summary>
    public static StoreAbout Read(SqliteConnection connection, string path)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using SqliteCommand select = Command(connection, "SELECT key, value FROM meta ORDER BY key");
        using SqliteDataReader reader = select.ExecuteReader();
        while (reader.Read())
        {
            entries[reader.GetString(0)] = reader.GetString(1);
        }

        return StoreAbout.Of(entries, path);
    }

    /// <summary>A command.</summary>
    public static SqliteCommand Command(SqliteConnection connection, string text)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is a constant of this program
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Does something without a result.</summary>
    public static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = Command(connection, text);
        command.ExecuteNonQuery();
    }

    /// <summary>A query for one whole number.</summary>
    public static long Number(SqliteConnection connection, string text)
    {
        using SqliteCommand command = Command(connection, text);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }
}

/// <summary>What SQLite's errors mean to the user.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Does something with a store; its errors become one line.</summary>
    public static T Told<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            throw Of(path, e);
        }
    }

    /// <summary>An error in words.</summary>
    public static SweepException Of(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        Full or InputOutput => new SweepException($"The store '{path}' cannot be written: the disk is full or fails. What was stored before is safe; run again when there is room.", e) { CanGoOn = true },
        Busy => new SweepException($"The store '{path}' is locked by another process.", e),
        ReadOnly => new SweepException($"The store '{path}' may not be written to.", e),
        CannotOpen => new SweepException($"The store '{path}' cannot be opened.", e),
        Corrupt => new SweepException($"The store '{path}' is damaged: {e.Message}", e),
        NotADatabase => new SweepException($"'{path}' is no store of a sweep.", e),
        _ => new SweepException($"The store '{path}' cannot be used: {e.Message}", e),
    };
}

/// <summary>One writer per store: a file beside it that the operating system locks, and lets go of however the process ends.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream stream;

    private StoreLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="SweepException">Another run has it, or the folder takes no files.</exception>
    public static StoreLock Take(string store)
    {
        try
        {
            return new StoreLock(new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (DirectoryNotFoundException)
        {
            throw new SweepException($"The store '{store}' cannot be made: there is no such folder.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SweepException($"The store '{store}' cannot be written: its folder may not be written to.", e);
        }
        catch (IOException e) when (IsFull(e))
        {
            throw new SweepException($"The store '{store}' cannot be written: the disk is full.", e) { CanGoOn = true };
        }
        catch (IOException e)
        {
            throw new SweepException($"The store '{store}' is in use: another run writes it. Shards that run at the same time need stores of their own, to be merged.", e);
        }
    }

    public void Dispose() => stream.Dispose();

    private static bool IsFull(IOException e) => e.HResult is 28 or 122;
}
