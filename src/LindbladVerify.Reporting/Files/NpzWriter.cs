using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace LindbladVerify.Reporting.Files;

/// <summary>
/// Writes arrays of doubles that NumPy's <c>numpy.load</c> reads: a ZIP archive with one ".npy" member (format version 1.0,
/// little-endian float64, C order) per array. The same arrays give the same bytes on the same runtime.
/// </summary>
internal sealed class NpzWriter : IDisposable
{
    private static readonly DateTimeOffset s_earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Begins an archive on a stream, which stays open.</summary>
    public NpzWriter(Stream stream) => _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a one-dimensional array.</summary>
    /// <exception cref="ArgumentException">The name is taken or not a plain name.</exception>
    public void Add(string name, ReadOnlySpan<double> values) => Add(name, values, values.Length);

    /// <summary>Adds a matrix [rows, columns].</summary>
    /// <exception cref="ArgumentException">The name is taken or not a plain name.</exception>
    public void Add(string name, double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ReadOnlySpan<double> span = values.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length);
        Add(name, span, values.GetLength(0), values.GetLength(1));
    }

    /// <summary>Adds an array of any shape; no dimensions at all make a scalar.</summary>
    /// <param name="name">Name in the archive: letters, digits, '.', '-' and '_'.</param>
    /// <param name="values">Entries in C order: the last index runs fastest.</param>
    /// <param name="shape">Dimensions, none negative; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The name is taken or not a plain name, or the shape does not match.</exception>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        if (CountOf(shape) != values.Length)
        {
            throw new ArgumentException(
                $"Array '{name}': {values.Length} values do not fill the shape ({string.Join(", ", shape.ToArray())}).", nameof(shape));
        }

        using Stream stream = Begin(name, CompressionLevel.Optimal);
        stream.Write(Header(Array.ConvertAll(shape.ToArray(), n => (long)n)));
        WriteValues(stream, values);
    }

    /// <summary>Adds complex numbers, as pairs of real and imaginary parts, in an array of any shape.</summary>
    /// <param name="name">Name in the archive.</param>
    /// <param name="pairs">Twice as many doubles as there are entries, in C order.</param>
    /// <param name="shape">Dimensions of the complex array.</param>
    /// <exception cref="ArgumentException">The name is taken or not a plain name, or the shape does not match.</exception>
    public void AddComplex(string name, ReadOnlySpan<double> pairs, params ReadOnlySpan<int> shape)
    {
        if (2 * CountOf(shape) != pairs.Length)
        {
            throw new ArgumentException($"Array '{name}': {pairs.Length} parts do not fill the complex shape ({string.Join(", ", shape.ToArray())}).", nameof(shape));
        }

        using Stream stream = Begin(name, CompressionLevel.Optimal);
        stream.Write(Header(Array.ConvertAll(shape.ToArray(), n => (long)n), "<c16"));
        WriteValues(stream, pairs);
    }

    /// <summary>Adds a one-dimensional array that comes in parts and need not fit into memory.</summary>
    /// <param name="name">Name in the archive.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="parts">The values, part after part; each is used before the next is asked for.</param>
    /// <exception cref="ArgumentException">The name is taken or not a plain name, or there are more or fewer values.</exception>
    public void Add(string name, long count, IEnumerable<ReadOnlyMemory<double>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using Stream stream = Begin(name, CompressionLevel.Fastest);
        stream.Write(Header([count]));
        long written = 0;
        foreach (ReadOnlyMemory<double> part in parts)
        {
            WriteValues(stream, part.Span);
            written += part.Length;
        }

        if (written != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Array '{name}' came with {written} values, not {count}."), nameof(parts));
        }
    }

    /// <summary>Completes the archive.</summary>
    public void Dispose() => _archive.Dispose();

    private Stream Begin(string name, CompressionLevel compression)
    {
        if (string.IsNullOrEmpty(name) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new ArgumentException($"Array name '{name}': allowed are letters, digits, '.', '-' and '_'.", nameof(name));
        }

        if (!_names.Add(name))
        {
            throw new ArgumentException($"Array name '{name}' occurs twice.", nameof(name));
        }

        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", compression);
        entry.LastWriteTime = s_earliest;
        return entry.Open();
    }

    // Magic, version 1.0, length of the dictionary, dictionary padded with spaces so that the data start at a multiple of 64.
    private static byte[] Header(long[] shape, string kind = "<f8")
    {
        string dimensions = string.Concat(shape.Select(n => n.ToString(CultureInfo.InvariantCulture) + ","));
        string dictionary = $"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        int length = ((10 + dictionary.Length + 1 + 63) / 64 * 64) - 10;
        byte[] header = new byte[10 + length];
        new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)length);
        Encoding.ASCII.GetBytes(dictionary.PadRight(length - 1) + "\n").CopyTo(header, 10);
        return header;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<double> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> word = stackalloc byte[8];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(word, value);
            stream.Write(word);
        }
    }

    private static long CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int n in shape)
        {
            count = n < 0 ? long.MinValue : checked(count * n);
        }

        return count;
    }
}
