using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LindbladVerify.Reporting.Files;

/// <summary>Encodes images as PNG (W3C Recommendation, second edition, 2003).</summary>
internal static class PngImage
{
    private static readonly uint[] s_crcTable = BuildCrcTable();

    /// <summary>Encodes an image of 8-bit palette indices; colour 0 is fully transparent.</summary>
    /// <param name="indices">Indices [height, width] row by row, the top row first.</param>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="palette">1 to 256 colours in sRGB.</param>
    /// <exception cref="ArgumentException">The shape is empty or does not match, or the palette is too long or too short for the indices.</exception>
    public static byte[] EncodePalette(
        ReadOnlySpan<byte> indices, int width, int height, IReadOnlyList<(byte Red, byte Green, byte Blue)> palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        if (width < 1 || height < 1 || indices.Length != (long)width * height)
        {
            throw new ArgumentException($"{indices.Length} pixels do not fill an image of {width} by {height}.", nameof(indices));
        }

        if (palette.Count is 0 or > 256 || MaxOf(indices) >= palette.Count)
        {
            throw new ArgumentException($"A palette of {palette.Count} colours does not serve indices up to {MaxOf(indices)}.", nameof(palette));
        }

        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR", Header(width, height));
        WriteChunk(png, "PLTE", [.. palette.SelectMany(c => new[] { c.Red, c.Green, c.Blue })]);
        WriteChunk(png, "tRNS", [0]);
        WriteChunk(png, "IDAT", Compress(indices, width, height));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>The cyclic redundancy code of a PNG chunk (polynomial 0xEDB88320, reflected).</summary>
    internal static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc = s_crcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static byte MaxOf(ReadOnlySpan<byte> indices)
    {
        byte max = 0;
        foreach (byte index in indices)
        {
            max = Math.Max(max, index);
        }

        return max;
    }

    // Bit depth 8, colour type 3 (palette), deflate, no interlacing.
    private static byte[] Header(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 3;
        return header;
    }

    // Each row is preceded by filter type 0: palette indices do not gain from the others.
    private static byte[] Compress(ReadOnlySpan<byte> indices, int width, int height)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(indices.Slice(row * width, width));
            }
        }

        return buffer.ToArray();
    }

    private static void WriteChunk(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc(body));
        stream.Write(word);
    }

    private static uint[] BuildCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
