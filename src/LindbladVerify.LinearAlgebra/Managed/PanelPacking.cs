using System.Runtime.CompilerServices;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.LinearAlgebra.Managed;

/// <summary>Copies a block of an operand into panels that the register tiles read from front to back, padded with zeros.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>
    /// Packs <paramref name="length"/> lines of <paramref name="depth"/> entries: panel by panel of <paramref name="tile"/> lines,
    /// within a panel entry p of all its lines side by side, each times <paramref name="scale"/>.
    /// </summary>
    public static void Pack(double* source, nint lineStride, nint depthStride, int length, int depth, int tile, double scale, double* target)
    {
        for (int line = 0; line < length; line += tile)
        {
            int present = Math.Min(tile, length - line);
            double* from = source + (line * lineStride);
            if (lineStride == 1)
            {
                PackAlong(from, depthStride, present, depth, tile, scale, target);
            }
            else
            {
                PackAcross(from, lineStride, depthStride, present, depth, tile, scale, target);
            }

            target += (nint)tile * depth;
        }
    }

    // The lines of one p lie side by side in memory already.
    private static void PackAlong(double* from, nint depthStride, int present, int depth, int tile, double scale, double* target)
    {
        for (int p = 0; p < depth; p++)
        {
            Span<double> to = new(target, tile);
            ReadOnlySpan<double> entries = new(from, present);
            if (scale == 1)
            {
                entries.CopyTo(to);
            }
            else
            {
                for (int i = 0; i < entries.Length; i++)
                {
                    to[i] = scale * entries[i];
                }
            }

            to[present..].Clear();
            from += depthStride;
            target += tile;
        }
    }

    private static void PackAcross(double* from, nint lineStride, nint depthStride, int present, int depth, int tile, double scale, double* target)
    {
        for (int i = 0; i < present; i++)
        {
            double* entry = from + (i * lineStride);
            double* to = target + i;
            for (int p = 0; p < depth; p++)
            {
                *to = scale * *entry;
                to += tile;
                entry += depthStride;
            }
        }

        for (int p = 0; p < depth && present < tile; p++)
        {
            new Span<double>(target + ((nint)p * tile) + present, tile - present).Clear();
        }
    }

    /// <summary>
    /// The same for complex entries (two doubles, strides in doubles): for each p the panel holds the real parts of its
    /// lines and then their imaginary parts, each entry conjugated if asked and times the complex scale.
    /// </summary>
    public static void PackComplex(double* source, nint lineStride, nint depthStride, bool conjugate, int length, int depth, int tile, double scaleReal, double scaleImaginary, double* target)
    {
        double sign = conjugate ? -1 : 1;
        bool unscaled = scaleReal == 1 && scaleImaginary == 0;
        for (int line = 0; line < length; line += tile)
        {
            int present = Math.Min(tile, length - line);
            double* from = source + (line * lineStride);
            for (int p = 0; p < depth; p++)
            {
                double* entry = from + (p * depthStride);
                for (int i = 0; i < present; i++)
                {
                    double re = entry[0];
                    double im = sign * entry[1];
                    target[i] = unscaled ? re : (scaleReal * re) - (scaleImaginary * im);
                    target[i + tile] = unscaled ? im : (scaleReal * im) + (scaleImaginary * re);
                    entry += lineStride;
                }

                for (int i = present; i < tile; i++)
                {
                    target[i] = 0;
                    target[i + tile] = 0;
                }

                target += 2 * tile;
            }
        }
    }
}

/// <summary>Scratch memory for packed panels: one per thread, aligned to a cache line, grown when needed and then kept.</summary>
internal static unsafe class PackBuffer
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static double[]? storage;

    /// <summary>At least <paramref name="length"/> doubles, aligned; valid on this thread until the next call.</summary>
    public static double* Get(int length)
    {
        int padded = length + (Alignment / sizeof(double));
        if (storage is null || storage.Length < padded)
        {
            // Pinned, so that the address and with it the alignment stay.
            storage = GC.AllocateUninitializedArray<double>(padded, pinned: true);
        }

        nint address = (nint)Unsafe.AsPointer(ref storage[0]);
        return (double*)((address + Alignment - 1) & ~(nint)(Alignment - 1));
    }
}

/// <summary>
/// An operand op(X) of a product seen as doubles with strides: entry (i, j) starts at data + i*rowStride + j*columnStride.
/// A complex entry is two adjacent doubles; <see cref="Conjugate"/> flips the sign of the second.
/// </summary>
internal readonly unsafe struct StridedOperand(double* data, nint rowStride, nint columnStride, bool conjugate)
{
    public double* Data { get; } = data;

    public nint RowStride { get; } = rowStride;

    public nint ColumnStride { get; } = columnStride;

    public bool Conjugate { get; } = conjugate;

    /// <summary>op(X) for X stored with leading dimension <paramref name="ld"/> and <paramref name="width"/> doubles per entry.</summary>
    public static StridedOperand Of(double* data, int ld, int width, Transposition transposition)
    {
        nint along = width;
        nint across = (nint)ld * width;
        return transposition == Transposition.None
            ? new StridedOperand(data, along, across, conjugate: false)
            : new StridedOperand(data, across, along, transposition == Transposition.ConjugateTranspose);
    }

    /// <summary>Address of entry (i, j).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* At(int i, int j) => Data + (i * RowStride) + (j * ColumnStride);
}
