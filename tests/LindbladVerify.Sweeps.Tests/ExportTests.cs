using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using LindbladVerify.Reporting.Sweeps;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Store;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Exports hold the numbers of the store, bit for bit, in the order of the sweep.</summary>
public sealed class ExportTests
{
    /// <summary>Four row groups, points that failed among them. Parquet is read by DuckDB, which shares no code with what wrote it.</summary>
    [LongFact]
    public void CsvNpzAndParquetReadBackToTheSameBits()
    {
        using var scratch = new Scratch();
        SweepRunner.Run(Scratch.Read(StoreTests.Many), scratch["s"], new RunOptions());
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        var table = new StoreTable(store);
        Assert.Equal(["point", "D", "Gc", "P", "Delta", "W", "root", "rateExists"], table.Names);
        SweepExports.WriteCsv(scratch["s.csv"], table);
        SweepExports.WriteParquet(scratch["s.parquet"], table);
        SweepExports.WriteNpz(scratch["s.npz"], table);
        double[][] expected = [.. table.Names.Select((_, c) => table.Read().SelectMany(r => r.Columns[c][..r.Count]).ToArray())];
        Assert.All(expected, c => Assert.Equal(62400, c.Length));
        Assert.Equal(1200, expected[5].Count(double.IsNaN));
        double[][] csv = [.. File.ReadAllLines(scratch["s.csv"]).Skip(1).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
        double[][] parquet = [.. Rows(scratch["s.parquet"], table.Names)];
        for (int c = 0; c < expected.Length; c++)
        {
            Assert.Equal(expected[c], csv.Select(row => row[c]));
            Assert.Equal(expected[c], parquet.Select(row => row[c]));
            Assert.Equal(expected[c], Npy(scratch["s.npz"], table.Names[c]));
        }
    }

    [Fact]
    public void UnfinishedStoresExportWhatIsThere()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions { Shard = new Shard(2, 3) });
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        var table = new StoreTable(store);
        double[] points = [.. table.Read().SelectMany(r => r.Columns[0][..r.Count])];
        Assert.Equal(table.Count, points.Length);
        Assert.Equal(points.Order(), points);
        Assert.InRange(points.Length, 1, 860);
    }

    private static IEnumerable<double[]> Rows(string parquet, IReadOnlyList<string> names)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM read_parquet($file)";
        command.Parameters.Add(new DuckDBParameter("file", parquet));
        using DuckDBDataReader reader = command.ExecuteReader();
        Assert.Equal(names, Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(c => Convert.ToDouble(reader.GetValue(c), CultureInfo.InvariantCulture))];
        }
    }

    /// <summary>A column of an NPZ archive: after the magic, the version and the length of the header come numbers of eight bytes.</summary>
    private static double[] Npy(string npz, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(npz);
        using Stream entry = archive.GetEntry(name + ".npy")!.Open();
        using var copy = new MemoryStream();
        entry.CopyTo(copy);
        ReadOnlySpan<byte> bytes = copy.ToArray();
        int header = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        string text = Encoding.ASCII.GetString(bytes.Slice(10, header));
        ReadOnlySpan<byte> data = bytes[(10 + header)..];
        Assert.Equal(0, data.Length % sizeof(double));
        double[] values = new double[data.Length / sizeof(double)];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = text.Contains("<i8", StringComparison.Ordinal) ? BinaryPrimitives.ReadInt64LittleEndian(data[(8 * k)..]) : BinaryPrimitives.ReadDoubleLittleEndian(data[(8 * k)..]);
        }

        return values;
    }
}
