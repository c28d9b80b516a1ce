using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Cuts the time between the kinks of an expression until each part needs only a few steps, or holds nothing that matters.</summary>
internal static class FormulaStructure
{
    /// <summary>A part that would need more steps than this is halved.</summary>
    private const double MostSteps = 8;

    /// <summary>A step may be this many times the shortest time in which a feature can come or go: a dozen stages see it.</summary>
    private const double StepsPerFeature = 2;

    private const int MostParts = 1 << 15;

    public static EnvelopeStructure Find(FormulaEnvelope envelope, double end, double negligible)
    {
        Part[] parts = Cut(envelope, end, negligible, out double hidden);
        var pieces = new List<EnvelopePiece>();
        Interval range = default;
        foreach (Part part in parts)
        {
            // Neighbours without features are one piece as long as they have the same constant.
            if (part.IsConstant && pieces.Count > 0 && pieces[^1].IsConstant && range.Hull(part.Range).Width <= negligible)
            {
                range = range.Hull(part.Range);
                pieces[^1] = pieces[^1] with { End = part.To };
                continue;
            }

            range = part.Range;
            pieces.Add(new EnvelopePiece(part.From, part.To, part.LongestStep, part.IsConstant));
        }

        return new EnvelopeStructure(pieces, hidden);
    }

    private static Part[] Cut(FormulaEnvelope envelope, double end, double negligible, out double hidden)
    {
        double[] edges = [0, .. FormulaKinks.Find(envelope.Expression, end).Concat(envelope.Breakpoints).Where(t => t > 0 && t < end).Distinct().Order(), end];
        var queue = new Queue<(double From, double To)>(Enumerable.Range(0, edges.Length - 1).Select(k => (edges[k], edges[k + 1])));
        var scan = new RangeScan(envelope.Expression, "t");
        var parts = new List<Part>();
        hidden = 0;
        while (queue.TryDequeue(out (double From, double To) part))
        {
            double width = part.To - part.From;
            double steps = scan.Scan(part.From, part.To, negligible);
            Interval range = scan.Result.Range;
            if (steps == 0)
            {
                // Without features it is constant, or changes as evenly as a sweep does.
                bool isConstant = range.Width <= negligible;
                hidden += isConstant ? range.Width * width : 0;
                parts.Add(new Part(part.From, part.To, double.PositiveInfinity, range, isConstant));
                continue;
            }

            double middle = part.From + (width / 2);
            if (steps > MostSteps && parts.Count + queue.Count < MostParts && width > 1e-14 * end && middle > part.From && middle < part.To)
            {
                queue.Enqueue((part.From, middle));
                queue.Enqueue((middle, part.To));
                continue;
            }

            if (!double.IsFinite(steps))
            {
                hidden += width * (range.IsFinite ? range.Width : Largest(envelope, part.From, part.To));
            }

            parts.Add(new Part(part.From, part.To, double.IsFinite(steps) ? StepsPerFeature * width / steps : width, range, IsConstant: false));
        }

        parts.Sort(static (x, y) => x.From.CompareTo(y.From));
        return [.. parts];
    }

    /// <summary>Twice the largest value seen next to a pole or a jump that could not be enclosed.</summary>
    private static double Largest(FormulaEnvelope envelope, double from, double to) =>
        2 * Enumerable.Range(1, 15).Select(k => Math.Abs(envelope.At(from + ((to - from) * k / 16)))).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private sealed record Part(double From, double To, double LongestStep, Interval Range, bool IsConstant);
}
