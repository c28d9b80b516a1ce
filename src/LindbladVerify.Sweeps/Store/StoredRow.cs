using System.Buffers.Binary;
using System.Security.Cryptography;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps.Store;

/// <summary>Consecutive points as they lie in the file: their packed columns, and a checksum of these and of which points they are, so that damage is seen when they are read.</summary>
internal static class StoredRow
{
    private const int SealBytes = 8;

    /// <summary>What is written.</summary>
    /// <param name="first">Number of the first point.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="data">Their packed columns.</param>
    public static byte[] Seal(long first, int count, ReadOnlySpan<byte> data)
    {
        byte[] row = new byte[data.Length + SealBytes];
        data.CopyTo(row);
        Checksum(first, count, data, row.AsSpan(data.Length));
        return row;
    }

    /// <summary>The packed columns of what was read.</summary>
    /// <param name="path">The store, for the message.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="first">Number of the first point.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="row">What was written.</param>
    /// <exception cref="SweepException">It is not what was written.</exception>
    public static byte[] Open(string path, IReadOnlyList<SweepColumn> columns, long first, int count, byte[] row)
    {
        int length = row.Length - SealBytes;
        if (count is < 1 or > SweepStore.ChunkPoints || length != count * columns.Sum(c => c.Bytes))
        {
            throw new SweepException(FormattableString.Invariant($"The store '{path}' is damaged: the row of point {first} has a wrong size."));
        }

        Span<byte> expected = stackalloc byte[SealBytes];
        Checksum(first, count, row.AsSpan(0, length), expected);
        return expected.SequenceEqual(row.AsSpan(length))
            ? row[..length]
            : throw new SweepException(FormattableString.Invariant($"The store '{path}' is damaged: points {first} to {first + count - 1} are not what was written."));
    }

    private static void Checksum(long first, int count, ReadOnlySpan<byte> data, Span<byte> into)
    {
        Span<byte> place = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(place, first);
        BinaryPrimitives.WriteInt32LittleEndian(place[8..], count);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(place);
        hash.AppendData(data);
        hash.GetHashAndReset().AsSpan(0, SealBytes).CopyTo(into);
    }
}
