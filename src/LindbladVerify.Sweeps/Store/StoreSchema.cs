using System.Globalization;
using LindbladVerify.Sweeps.Specification;
using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

/// <summary>The tables of a store and what it says of itself. There is nothing in it that depends on when, where or in how many parts it was computed.</summary>
internal static class StoreSchema
{
    /// <summary>"LVsw", by which a store is told from other SQLite files.</summary>
    private const int ApplicationId = 0x4C567377;
    private const int Version = 1;

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
