using System.Globalization;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Sweeps.Store;
using Parquet;
using Parquet.Schema;

namespace LindbladVerify.Reporting.Sweeps;

/// <summary>A store as CSV, NPZ or Parquet: one row a point, in the order of the sweep, computed points only. Memory does not grow with the store.</summary>
internal static class SweepExports
{
    private const int StretchesPerGroup = 64;

    /// <summary>Comma-separated values with a row of names.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteCsv(string path, StoreTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        AtomicFile.WriteText(path, writer =>
        {
            var csv = new CsvWriter(writer);
            csv.WriteRow([.. table.Names.Select(CsvWriter.Heading)]);
            double[] row = new double[table.Names.Count];
            foreach ((int count, double[][] columns) in table.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                for (int k = 0; k < count; k++)
                {
                    for (int c = 0; c < row.Length; c++)
                    {
                        row[c] = columns[c][k];
                    }

                    csv.WriteRow(row);
                }
            }
        });
    }

    /// <summary>One float64 array per column, for NumPy. The store is read once per column.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteNpz(string path, StoreTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        AtomicFile.Write(path, stream =>
        {
            using var npz = new NpzWriter(stream);
            long count = table.Count;
            for (int c = 0; c < table.Names.Count; c++)
            {
                int column = c;
                npz.Add(Plain(table.Names[c], c), count, table.Read().Select(stretch =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return (ReadOnlyMemory<double>)stretch.Columns[column].AsMemory(0, stretch.Count);
                }));
            }
        });
    }

    /// <summary>Parquet with a column of doubles per name (the number of the point as a whole number), in groups of about a million rows.</summary>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteParquet(string path, StoreTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        AtomicFile.Write(path, stream => ParquetAsync(stream, table, cancellation).GetAwaiter().GetResult());
    }

    private static async Task ParquetAsync(Stream stream, StoreTable table, CancellationToken cancellation)
    {
        DataField[] fields = [new DataField<long>(table.Names[0]), .. table.Names.Skip(1).Select(n => new DataField<double>(n))];
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            double[][] group = [.. table.Names.Select(_ => new double[StretchesPerGroup * SweepStore.ChunkPoints])];
            int filled = 0;
            foreach ((int count, double[][] columns) in table.Read())
            {
                if (filled + count > group[0].Length)
                {
                    await GroupAsync(writer, fields, group, filled, cancellation).ConfigureAwait(false);
                    filled = 0;
                }

                for (int c = 0; c < columns.Length; c++)
                {
                    columns[c].AsSpan(0, count).CopyTo(group[c].AsSpan(filled));
                }

                filled += count;
            }

            if (filled > 0)
            {
                await GroupAsync(writer, fields, group, filled, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static async Task GroupAsync(ParquetWriter writer, DataField[] fields, double[][] group, int count, CancellationToken cancellation)
    {
        using ParquetRowGroupWriter rows = writer.CreateRowGroup();
        long[] numbers = new long[count];
        for (int k = 0; k < count; k++)
        {
            numbers[k] = (long)group[0][k];
        }

        await rows.WriteAsync<long>(fields[0], (ReadOnlyMemory<long>)numbers, cancellationToken: cancellation).ConfigureAwait(false);
        for (int c = 1; c < fields.Length; c++)
        {
            await rows.WriteAsync<double>(fields[c], (ReadOnlyMemory<double>)group[c].AsMemory(0, count), cancellationToken: cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A name of an array: what a file name does not allow becomes '_', with the number of the column so that names stay apart.</summary>
    private static string Plain(string name, int column)
    {
        string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return string.Equals(plain, name, StringComparison.Ordinal) ? name : string.Create(CultureInfo.InvariantCulture, $"{plain}_{column}");
    }
}

/// <summary>A store as a table: the number of the point, its parameters, its results. Read a stretch at a time, in the order of the sweep.</summary>
internal sealed class StoreTable
{
    private readonly SweepStore store;
    private readonly SweepParameters parameters;

    /// <summary>The table of a store.</summary>
    /// <param name="store">The store; it stays open.</param>
    public StoreTable(SweepStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
        parameters = SweepParameters.OfText(store.About.Text, store.About.Name);
        Names = ["point", .. parameters.Names, .. store.About.Columns.Select(c => c.Name)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The swept axes.</summary>
    public SweepPoints Points => parameters.Points;

    /// <summary>Number of rows: the points that are computed.</summary>
    public long Count => store.Count().Done;

    /// <summary>The rows, up to <see cref="SweepStore.ChunkPoints"/> at a time.</summary>
    /// <returns>How many, and [columns][at least so many]; valid until the next step.</returns>
    public IEnumerable<(int Count, double[][] Columns)> Read()
    {
        int known = parameters.Names.Count;
        double[][] columns = [.. Names.Select(_ => new double[SweepStore.ChunkPoints])];
        double[] point = new double[known];
        foreach ((long first, int count, double[][] results) in store.Read())
        {
            for (int k = 0; k < count; k++)
            {
                parameters.Fill(first + k, point);
                columns[0][k] = first + k;
                for (int j = 0; j < known; j++)
                {
                    columns[1 + j][k] = point[j];
                }
            }

            for (int c = 0; c < results.Length; c++)
            {
                results[c].AsSpan(0, count).CopyTo(columns[1 + known + c]);
            }

            yield return (count, columns);
        }
    }
}
