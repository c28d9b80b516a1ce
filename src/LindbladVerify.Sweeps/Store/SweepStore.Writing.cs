using Microsoft.Data.Sqlite;

namespace LindbladVerify.Sweeps.Store;

/// <content>What a run does with its store.</content>
public sealed partial class SweepStore
{
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
            (first.Value, count.Value, data.Value) = (piece.First, piece.Count, StoredRow.Seal(piece.First, piece.Count, piece.Data));
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
            Join(chunk * ChunkPoints, Wanted(chunk));
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
            update.Parameters.AddWithValue("$data", StoredRow.Seal(first, count, data));
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

    /// <summary>Says how many points of a refined grid are wanted.</summary>
    internal void Want(long points) => SqliteFaults.Told(path, () =>
    {
        using SqliteCommand insert = StoreSchema.Command(connection, "INSERT OR REPLACE INTO meta VALUES($key, $value)");
        insert.Parameters.AddWithValue("$key", StoreAbout.WantedKey);
        insert.Parameters.AddWithValue("$value", FormattableString.Invariant($"{points}"));
        return insert.ExecuteNonQuery();
    });

    /// <summary>Joins rows whose points follow each other, so that a refined grid too has one set of rows whatever its history.</summary>
    internal void JoinNeighbours() => SqliteFaults.Told(path, () =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        var rows = new List<(long First, int Count)>();
        using (SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count FROM results ORDER BY first"))
        {
            using SqliteDataReader reader = select.ExecuteReader();
            while (reader.Read())
            {
                rows.Add((reader.GetInt64(0), reader.GetInt32(1)));
            }
        }

        for (int k = 0; k < rows.Count;)
        {
            int last = k;
            while (last + 1 < rows.Count && rows[last].First + rows[last].Count == rows[last + 1].First && rows[last + 1].First % ChunkPoints != 0)
            {
                last++;
            }

            if (last > k)
            {
                Join(rows[k].First, (int)(rows[last].First + rows[last].Count - rows[k].First));
            }

            k = last + 1;
        }

        transaction.Commit();
        open.Clear();
        FindOpen();
        return 0;
    });

    /// <summary>Puts everything into the one file.</summary>
    internal void Settle() => SqliteFaults.Told(path, () =>
    {
        StoreSchema.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return 0;
    });

    private (long First, int Count, byte[] Data) One(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        reader.Read();
        return Row(reader);
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

    /// <summary>Replaces the rows of consecutive points by one.</summary>
    private void Join(long start, int wanted)
    {
        byte[] whole = new byte[wanted * About.Columns.Sum(c => c.Bytes)];
        using (SqliteCommand select = StoreSchema.Command(connection, "SELECT first, count, data FROM results WHERE first >= $from AND first < $to"))
        {
            select.Parameters.AddWithValue("$from", start);
            select.Parameters.AddWithValue("$to", start + wanted);
            using SqliteDataReader reader = select.ExecuteReader();
            while (reader.Read())
            {
                (long first, int count, byte[] data) = Row(reader);
                ResultPiece.Paste(About.Columns, data, count, whole, wanted, (int)(first - start));
            }
        }

        using SqliteCommand delete = StoreSchema.Command(connection, "DELETE FROM results WHERE first >= $from AND first < $to");
        delete.Parameters.AddWithValue("$from", start);
        delete.Parameters.AddWithValue("$to", start + wanted);
        delete.ExecuteNonQuery();
        using SqliteCommand insert = StoreSchema.Command(connection, "INSERT INTO results VALUES($first, $count, $data)");
        insert.Parameters.AddWithValue("$first", start);
        insert.Parameters.AddWithValue("$count", wanted);
        insert.Parameters.AddWithValue("$data", StoredRow.Seal(start, wanted, whole));
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
