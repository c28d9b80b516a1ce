using LindbladVerify.Sweeps.Specification;
using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

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
