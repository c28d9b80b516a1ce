using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An array of numbers from a NumPy archive: ".npz" with members of little-endian float64 or complex128.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Entries in C order: the last index runs fastest.</param>
internal sealed partial record NpyArray(int[] Shape, Complex[] Values)
{
    private const long MostValues = 1 << 26;

    /// <summary>Reads one array of an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="name">Name of the array.</param>
    /// <param name="error">Makes the exception from a reason such as "does not exist".</param>
    public static NpyArray Read(string path, string name, Func<string, Exception> error)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            ZipArchiveEntry entry = archive.GetEntry(name + ".npy")
                ?? throw error($"has no array '{name}'; it has {string.Join(", ", archive.Entries.Take(20).Select(e => Path.GetFileNameWithoutExtension(e.Name)))}");
            using Stream stream = entry.Open();
            return Read(stream, name, error);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw error("does not exist");
        }
        catch (InvalidDataException)
        {
            throw error("is no NumPy archive (.npz)");
        }
        catch (EndOfStreamException)
        {
            throw error($"holds fewer numbers than the array '{name}' says");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw error("cannot be read");
        }
    }

    private static NpyArray Read(Stream stream, string name, Func<string, Exception> error)
    {
        byte[] start = new byte[8];
        stream.ReadExactly(start);
        if (start[0] != 0x93 || !Encoding.ASCII.GetString(start, 1, 5).Equals("NUMPY", StringComparison.Ordinal) || start[6] is < 1 or > 3)
        {
            throw error($"holds '{name}' in no format of NumPy that is known");
        }

        byte[] length = new byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(length);
        byte[] header = new byte[length.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : (int)Math.Min(65_536, BinaryPrimitives.ReadUInt32LittleEndian(length))];
        stream.ReadExactly(header);
        Match match = Header().Match(Encoding.ASCII.GetString(header));
        string kind = match.Groups["kind"].Value;
        if (!match.Success || kind is not ("<f8" or "<c16"))
        {
            throw error($"holds '{name}' as numbers of another kind; float64 and complex128 are read");
        }

        long[] shape = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => long.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))];
        long count = shape.Aggregate(1L, (p, n) => n > MostValues || p > MostValues ? MostValues + 1 : p * n);
        if (count > MostValues)
        {
            throw error($"holds '{name}' with more than {MostValues} numbers");
        }

        bool isComplex = kind is "<c16";
        bool isFortran = match.Groups["order"].Value is "True";
        if (isFortran && shape.Length != 2)
        {
            throw error($"holds '{name}' in Fortran order, which is read for matrices only");
        }

        byte[] word = new byte[isComplex ? 16 : 8];
        var values = new Complex[count];
        for (int k = 0; k < values.Length; k++)
        {
            stream.ReadExactly(word);
            double imaginary = isComplex ? BinaryPrimitives.ReadDoubleLittleEndian(word.AsSpan(8)) : 0;
            int at = isFortran ? (int)((k % shape[0] * shape[1]) + (k / shape[0])) : k;
            values[at] = new Complex(BinaryPrimitives.ReadDoubleLittleEndian(word), imaginary);
        }

        return new NpyArray([.. shape.Select(n => (int)n)], values);
    }

    [GeneratedRegex(@"'descr':\s*'(?<kind>[^']*)',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[\d\s,]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
