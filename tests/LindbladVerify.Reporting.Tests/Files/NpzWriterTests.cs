using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using LindbladVerify.Reporting.Files;
using Xunit;

namespace LindbladVerify.Reporting.Tests.Files;

public sealed partial class NpzWriterTests
{
    [Fact]
    public void Arrays_come_back_with_their_shapes_and_bits()
    {
        double[] vector = [1.0 / 3, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon];
        double[,] matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
        double[] cube = [.. Enumerable.Range(0, 24).Select(i => Math.Sqrt(i))];
        Dictionary<string, (int[] Shape, double[] Values)> arrays = Read(Write(npz =>
        {
            npz.Add("t", vector);
            npz.Add("rho.real", matrix);
            npz.Add("cube_1", cube, 2, 3, 4);
            npz.Add("scalar", [2.5], []);
            npz.Add("empty", []);
        }));
        Assert.Equal(["cube_1", "empty", "rho.real", "scalar", "t"], arrays.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        AssertArray(arrays["t"], [5], vector);
        AssertArray(arrays["rho.real"], [2, 3], [1, 2, 3, 4, 5, 6]);
        AssertArray(arrays["cube_1"], [2, 3, 4], cube);
        AssertArray(arrays["scalar"], [], [2.5]);
        AssertArray(arrays["empty"], [0], []);
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        byte[] first = Write(npz => npz.Add("t", [1, 2, 3]));
        Assert.Equal(first, Write(npz => npz.Add("t", [1, 2, 3])));
    }

    [Fact]
    public void Names_and_shapes_that_do_not_fit_are_refused()
    {
        Write(npz =>
        {
            npz.Add("t", [1, 2]);
            Assert.Throws<ArgumentException>(() => npz.Add("t", [1, 2]));
            Assert.Throws<ArgumentException>(() => npz.Add("../t", [1, 2]));
            Assert.Throws<ArgumentException>(() => npz.Add("", [1, 2]));
            Assert.Throws<ArgumentException>(() => npz.Add("m", [1, 2], 2, 2));
            Assert.Throws<ArgumentException>(() => npz.Add("n", [1, 2], -1, -2));
        });
    }

    [GeneratedRegex(@"^\{'descr': '<f8', 'fortran_order': False, 'shape': \((?<shape>(\d+,)*)\), \} *\n$")]
    private static partial Regex Dictionary();

    private static byte[] Write(Action<NpzWriter> add)
    {
        using var stream = new MemoryStream();
        using (var npz = new NpzWriter(stream))
        {
            add(npz);
        }

        return stream.ToArray();
    }

    private static void AssertArray((int[] Shape, double[] Values) array, int[] shape, double[] values)
    {
        Assert.Equal(shape, array.Shape);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), array.Values.Select(BitConverter.DoubleToInt64Bits));
    }

    // A reader of the .npy format 1.0 as NumPy's documentation of numpy.lib.format describes it.
    private static Dictionary<string, (int[] Shape, double[] Values)> Read(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var arrays = new Dictionary<string, (int[], double[])>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            var memory = new MemoryStream();
            stream.CopyTo(memory);
            byte[] npy = memory.ToArray();
            Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], npy[..8]);
            int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(npy.AsSpan(8));
            Assert.Equal(0, start % 64);
            Match header = Dictionary().Match(Encoding.ASCII.GetString(npy, 10, start - 10));
            Assert.True(header.Success);
            int[] shape = [.. header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            Assert.EndsWith(".npy", entry.FullName, StringComparison.Ordinal);
            double[] values = [.. Enumerable.Range(0, (npy.Length - start) / 8).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(npy.AsSpan(start + (8 * i))))];
            arrays.Add(entry.FullName[..^4], (shape, values));
        }

        return arrays;
    }
}
