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
