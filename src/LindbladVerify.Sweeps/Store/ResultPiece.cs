using System.Buffers.Binary;
using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps.Store;

/// <summary>The results of consecutive points as a store keeps them: column after column, doubles in little-endian order, flags as bytes.</summary>
/// <param name="First">Number of the first point.</param>
/// <param name="Count">Number of points.</param>
/// <param name="Data">The columns.</param>
/// <param name="Failures">Points that failed, with the reason.</param>
internal sealed record ResultPiece(long First, int Count, byte[] Data, IReadOnlyList<(long Point, string Reason)> Failures)
{
    /// <summary>Packs columns. Every NaN becomes the same one, so that equal results are equal bytes.</summary>
    /// <param name="first">Number of the first point.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="columns">What the columns are.</param>
    /// <param name="values">[columns][at least count].</param>
    /// <param name="failures">Points that failed.</param>
    public static ResultPiece Of(long first, int count, IReadOnlyList<SweepColumn> columns, double[][] values, IReadOnlyList<(long Point, string Reason)> failures)
    {
        byte[] data = new byte[count * columns.Sum(c => c.Bytes)];
        int at = 0;
        for (int c = 0; c < columns.Count; c++)
        {
            double[] column = values[c];
            if (columns[c].IsFlag)
            {
                for (int k = 0; k < count; k++)
                {
                    data[at++] = column[k] == 1 ? (byte)1 : column[k] == 0 ? (byte)0 : byte.MaxValue;
                }

                continue;
            }

            for (int k = 0; k < count; k++, at += sizeof(double))
            {
                double value = column[k];
                BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(at), double.IsNaN(value) ? double.NaN : value);
            }
        }

        return new ResultPiece(first, count, data, failures);
    }

    /// <summary>Unpacks columns.</summary>
    /// <param name="columns">What the columns are.</param>
    /// <param name="data">What a store keeps of <paramref name="count"/> points.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="values">[columns][at least at + count], filled.</param>
    /// <param name="to">Where to begin in each column.</param>
    public static void Unpack(IReadOnlyList<SweepColumn> columns, ReadOnlySpan<byte> data, int count, double[][] values, int to = 0)
    {
        int at = 0;
        for (int c = 0; c < columns.Count; c++)
        {
            Span<double> column = values[c].AsSpan(to, count);
            for (int k = 0; k < count; k++)
            {
                column[k] = columns[c].IsFlag ? (data[at] == byte.MaxValue ? double.NaN : data[at]) : BinaryPrimitives.ReadDoubleLittleEndian(data[at..]);
                at += columns[c].Bytes;
            }
        }
    }

    /// <summary>Some of the points of packed columns.</summary>
    public static byte[] Cut(IReadOnlyList<SweepColumn> columns, ReadOnlySpan<byte> data, int count, int from, int wanted)
    {
        byte[] part = new byte[wanted * columns.Sum(c => c.Bytes)];
        int at = 0;
        int to = 0;
        foreach (SweepColumn column in columns)
        {
            data.Slice(at + (from * column.Bytes), wanted * column.Bytes).CopyTo(part.AsSpan(to));
            at += count * column.Bytes;
            to += wanted * column.Bytes;
        }

        return part;
    }

    /// <summary>Puts packed columns of some points into those of more.</summary>
    public static void Paste(IReadOnlyList<SweepColumn> columns, ReadOnlySpan<byte> part, int partCount, byte[] whole, int wholeCount, int at)
    {
        int from = 0;
        int to = 0;
        foreach (SweepColumn column in columns)
        {
            part.Slice(from, partCount * column.Bytes).CopyTo(whole.AsSpan(to + (at * column.Bytes)));
            from += partCount * column.Bytes;
            to += wholeCount * column.Bytes;
        }
    }
}
