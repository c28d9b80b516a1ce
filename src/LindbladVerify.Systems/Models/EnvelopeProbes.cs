namespace LindbladVerify.Systems.Models;

/// <summary>The structure of an envelope that is known by its values only, from many probes.</summary>
/// <remarks>
/// A piece is taken as it is when cubic interpolation through eight equal parts of it foretells all the probes in between, of which
/// there are some thousands at least. A feature that lies between two probes is not seen: it needs a breakpoint.
/// </remarks>
internal sealed class EnvelopeProbes(Func<double, double> function, double end)
{
    private const int Parts = 8;
    private const int LeastDepth = 9; // 8 · 2^9 probes
    private const int MostDepth = 40;
    private const int MostPieces = 1 << 14;
    private const double Agreement = 0.02;
    private readonly List<EnvelopePiece> pieces = [];

    /// <summary>Pieces between breakpoints.</summary>
    public EnvelopeStructure Find(IEnumerable<double> breakpoints)
    {
        double[] edges = [0, .. breakpoints.Where(t => t > 0 && t < end), end];
        for (int k = 0; k + 1 < edges.Length; k++)
        {
            // The function may take either side at its jumps.
            double from = Math.BitIncrement(edges[k]), to = Math.BitDecrement(edges[k + 1]);
            int depth = Math.Max(2, LeastDepth - (int)Math.Log2(edges.Length));
            double[] probes = [.. Enumerable.Range(0, (Parts << depth) + 1).Select(i => function(Math.Min(to, from + ((edges[k + 1] - edges[k]) * i / (Parts << depth)))))];
            Divide(edges[k], edges[k + 1], probes, 0);
        }

        return new EnvelopeStructure(pieces, 0);
    }

    private void Divide(double from, double to, double[] probes, int depth)
    {
        int stride = (probes.Length - 1) / Parts;
        bool fine = stride == 1;
        double[] values = fine ? Refined(from, to, probes) : probes;
        if (Foretells(values) || depth >= MostDepth || pieces.Count > MostPieces)
        {
            pieces.Add(new EnvelopePiece(from, to, depth == 0 ? double.PositiveInfinity : to - from, probes.All(p => p == probes[0])));
            return;
        }

        double middle = from + ((to - from) / 2);
        int half = values.Length / 2;
        Divide(from, middle, values[..(half + 1)], depth + 1);
        Divide(middle, to, values[half..], depth + 1);
    }

    /// <summary>The probes with one more between each two.</summary>
    private double[] Refined(double from, double to, double[] probes)
    {
        int n = probes.Length - 1;
        double[] refined = new double[(2 * n) + 1];
        for (int i = 0; i <= 2 * n; i++)
        {
            refined[i] = i % 2 == 0 ? probes[i / 2] : function(from + ((to - from) * i / (2 * n)));
        }

        return refined;
    }

    private static bool Foretells(double[] values)
    {
        int stride = (values.Length - 1) / Parts;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < values.Length; i += stride)
        {
            low = Math.Min(low, values[i]);
            high = Math.Max(high, values[i]);
        }

        double allowed = (Agreement * (high - low)) + (1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)));
        for (int i = 0; i < values.Length; i++)
        {
            int part = Math.Clamp((i / stride) - 1, 0, Parts - 3);
            double x = ((double)i / stride) - part;
            double y0 = values[part * stride], y1 = values[(part + 1) * stride], y2 = values[(part + 2) * stride], y3 = values[(part + 3) * stride];
            double cubic = (-y0 * (x - 1) * (x - 2) * (x - 3) / 6) + (y1 * x * (x - 2) * (x - 3) / 2) - (y2 * x * (x - 1) * (x - 3) / 2) + (y3 * x * (x - 1) * (x - 2) / 6);
            if (!(Math.Abs(cubic - values[i]) <= allowed))
            {
                return double.IsNaN(values[i]);
            }
        }

        return true;
    }
}
