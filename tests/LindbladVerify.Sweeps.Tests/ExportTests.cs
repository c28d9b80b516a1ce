using System.Globalization;
using LindbladVerify.Reporting.Sweeps;
using LindbladVerify.Sweeps.Runs;
using LindbladVerify.Sweeps.Store;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>Exports hold the numbers of the store, bit for bit, in the order of the sweep.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task CsvAndParquetReadBackToTheSameBits()
    {
        using var scratch = new Scratch();
        Sweep sweep = Scratch.Read(Scratch.Pair);
        SweepRunner.Run(sweep, scratch["s"], new RunOptions());
        using SweepStore store = SweepStore.OpenRead(scratch["s"]);
        var table = new StoreTable(store);
        Assert.Equal(["point", "Gc", "P", "D", "Delta", "G2", "W", "eq9", "ratio", "rateExists"], table.Names);
        SweepExports.WriteCsv(scratch["s.csv"], table);
        SweepExports.WriteParquet(scratch["s.parquet"], table);
        SweepExports.WriteNpz(scratch["s.npz"], table);
        double[][] expected = [.. table.Read().First().Columns.Select(c => c[..861])];
        double[][] csv = [.. File.ReadAllLines(scratch["s.csv"]).Skip(1).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(861, csv.Length);
        for (int c = 0; c < expected.Length; c++)
        {
            Assert.Equal(expected[c], csv.Select(row => row[c]));
        }

        await using FileStream stream = File.OpenRead(scratch["s.parquet"]);
        ParquetReader parquet = await ParquetReader.CreateAsync(stream);
        await using (parquet)
        {
            using ParquetRowGroupReader rows = parquet.OpenRowGroupReader(0);
            DataField[] fields = parquet.Schema.GetDataFields();
            Assert.Equal(table.Names, fields.Select(f => f.Name));
            for (int c = 1; c < fields.Length; c++)
            {
                double[] values = new double[861];
                await rows.ReadAsync<double>(fields[c], values.AsMemory());
                Assert.Equal(expected[c], values);
            }
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
}
