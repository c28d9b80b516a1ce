using System.Globalization;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>times</c>: <c>{ from, to, points }</c> or a list.</summary>
internal sealed class TimeSection
{
    private const int MostPoints = 1_000_000;

    /// <summary>A time that exceeds an end by no more than this share is that end, computed in another way.</summary>
    private const double EndRounding = 1e-12;

    /// <summary>Beyond it products of a time with a number of points or a rate leave the range of double precision.</summary>
    private const double LastTime = 1e150;

    private readonly List<NumberField> list = [];
    private readonly NumberField? from;
    private readonly NumberField? to;
    private readonly NumberField? points;

    private TimeSection(FileNode node)
    {
        if (node is FileSequence sequence)
        {
            list = [.. sequence.Items.Select((t, k) => NumberField.Read(t, string.Create(CultureInfo.InvariantCulture, $"times[{k}]"), QuantityKind.Time))];
            if (list.Count == 0)
            {
                throw node.Error("times needs at least one time");
            }

            return;
        }

        FileMapping table = node.AsMapping("times").AllowOnly("times", "from", "to", "points");
        from = NumberField.Read(table.Require("from", "times"), "times.from", QuantityKind.Time);
        to = NumberField.Read(table.Require("to", "times"), "times.to", QuantityKind.Time);
        points = NumberField.Read(table.Require("points", "times"), "times.points", QuantityKind.Dimensionless);
    }

    public static TimeSection Read(FileMapping root) => new(root.Require("times", "a model"));

    /// <summary>Refuses times after the last step of a sequence; one that is later by rounding is its end.</summary>
    public void RequireWithin(double[] times, double end)
    {
        int late = Array.FindIndex(times, t => t > end * (1 + EndRounding));
        if (late >= 0)
        {
            throw (to ?? list[late]).Error(string.Create(CultureInfo.InvariantCulture, $"must not lie after the last step of the sequence, which ends at {end:R} s, not {times[late]:R}"));
        }

        for (int k = 0; k < times.Length; k++)
        {
            times[k] = Math.Min(times[k], end);
        }
    }

    public double[] Bind(Binding binding) => points is null ? Listed(binding) : Spaced(binding);

    private double[] Listed(Binding binding)
    {
        double[] times = [.. list.Select(t => t.Value(binding, v => v is >= 0 and <= LastTime, string.Create(CultureInfo.InvariantCulture, $"at or after 0, where the initial state holds, and at most {LastTime:R} s")))];
        for (int k = 1; k < times.Length; k++)
        {
            if (times[k] <= times[k - 1])
            {
                throw list[k].Error(string.Create(CultureInfo.InvariantCulture, $"must be later than the time before it, {times[k - 1]:R} s, not {times[k]:R}"));
            }
        }

        return times;
    }

    private double[] Spaced(Binding binding)
    {
        double first = from!.Value(binding, v => v >= 0, "at or after 0, where the initial state holds");
        double last = to!.Value(binding, v => Math.Abs(v) <= LastTime, string.Create(CultureInfo.InvariantCulture, $"at most {LastTime:R} s"));
        int count = points!.Integer(binding, 1, MostPoints);
        if (count == 1 ? last < first : last <= first)
        {
            throw to.Error(string.Create(CultureInfo.InvariantCulture, $"must be later than times.from = {first:R} s, not {last:R}"));
        }

        return count == 1
            ? last == first ? [first] : throw points.Error("must be at least 2 where from and to differ, not 1")
            : [.. Enumerable.Range(0, count).Select(k => k == count - 1 ? last : first + ((last - first) * k / (count - 1)))];
    }
}

/// <summary>A text file with two columns, time in s and value, separated by commas, semicolons or blanks; # starts a comment, one heading line may stand first.</summary>
internal static class TableFile
{
    /// <summary>Ends that differ by no more than this share are the same number, written or computed in two ways.</summary>
    private const double EndRounding = 1e-12;

    private const long LargestFile = 64L << 20;
    private static readonly char[] Separators = [',', ';', '\t', ' '];

    public static TabulatedFunction Read(FileScalar reference, string folder, Interpolation interpolation)
    {
        string text = SourceFile.Read(Path.Combine(folder, reference.Text), LargestFile, reason => reference.Error($"the table '{ExpressionTokens.Shorten(reference.Text)}' {reason}"));
        var times = new List<double>();
        var values = new List<double>();
        bool isFirst = true;
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = (raw.IndexOf('#') is int hash and >= 0 ? raw[..hash] : raw).Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            if (TryPoint(line, out double time, out double value))
            {
                if (times.Count > 0 && time <= times[^1])
                {
                    throw Error(reference, number, string.Create(CultureInfo.InvariantCulture, $"the times must increase, but {time:R} follows {times[^1]:R}"));
                }

                times.Add(time);
                values.Add(value);
            }
            else if (!isFirst)
            {
                throw Error(reference, number, "two finite numbers are expected, time in s and value");
            }

            isFirst = false;
        }

        return times.Count > 0 ? new TabulatedFunction(times, values, interpolation) : throw Error(reference, Math.Max(1, number), "the table holds no point");
    }

    /// <summary>Refuses a table that ends before the last output time or begins after 0.</summary>
    public static void RequireCovers(TabulatedFunction table, FileScalar reference, double last)
    {
        double rounding = EndRounding * last;
        if (table.Times[0] > rounding || table.Times[^1] < last - rounding)
        {
            throw reference.Error(FormattableString.Invariant($"the table '{ExpressionTokens.Shorten(reference.Text)}' covers {table.Times[0]:R} to {table.Times[^1]:R} s; it must cover 0 to {last:R} s"));
        }
    }

    private static bool TryPoint(ReadOnlySpan<char> line, out double time, out double value)
    {
        value = 0;
        int end = line.IndexOfAny(Separators);
        time = 0;
        return end > 0
            && double.TryParse(line[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out time)
            && double.TryParse(line[(end + 1)..].Trim(Separators), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(time) && double.IsFinite(value);
    }

    private static ModelFileException Error(FileScalar reference, int line, string reason) => new(reference.Text, line, 1, reason);
}
