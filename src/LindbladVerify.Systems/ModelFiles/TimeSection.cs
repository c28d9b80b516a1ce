using System.Globalization;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>times</c>: <c>{ from, to, points }</c> or a list.</summary>
internal sealed class TimeSection
{
    private const int MostPoints = 1_000_000;

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
