using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The keys <c>vary</c> and <c>sample</c>.</summary>
internal static class AxisReader
{
    private const int MostValues = 10_000_000;
    private const int MostAxes = 16;
    private static readonly string[] Scales = ["lin", "linear", "log"];

    /// <summary>The points of a sweep file.</summary>
    public static SweepPoints Read(FileMapping root)
    {
        (FileNode? vary, FileNode? sample) = (root.Find("vary"), root.Find("sample"));
        if ((vary is null) == (sample is null))
        {
            throw (sample ?? root).Error(vary is null ? "a sweep needs the key 'vary' (a grid) or 'sample' (low-discrepancy points)" : "a sweep has 'vary' or 'sample', not both");
        }

        if (vary is not null)
        {
            FileMapping table = Axes(vary, "vary");
            int levels = Refinement.Read(root)?.Levels ?? 0;
            return SweepPoints.Grid([.. table.Entries.Select(e => Grid(e.Key, e.Value, levels))], levels)
                ?? throw table.Error("vary has more points than can be counted (2^62)");
        }

        FileMapping plan = sample!.AsMapping("sample").AllowOnly("sample", "points", "seed", "ranges");
        long points = (long)SweepFields.Whole(plan.Require("points", "sample"), "sample.points", 1, 1L << 52);
        ulong seed = plan.Find("seed") is { } node ? (ulong)SweepFields.Whole(node, "sample.seed", 0, 1L << 53) : 1;
        FileMapping ranges = Axes(plan.Require("ranges", "sample"), "sample.ranges");
        return SweepPoints.Samples([.. ranges.Entries.Select(e => Range(e.Key, e.Value))], points, seed);
    }

    private static FileMapping Axes(FileNode node, string what)
    {
        FileMapping table = node.AsMapping(what);
        if (table.Entries.Count is 0 or > MostAxes)
        {
            throw table.Error(FormattableString.Invariant($"{what} needs from 1 to {MostAxes} parameters, not {table.Entries.Count}"));
        }

        foreach ((FileScalar name, _) in table.Entries)
        {
            SweepFields.RequireName(name, "parameter");
        }

        return table;
    }

    private static SweepAxis Grid(FileScalar name, FileNode node, int levels)
    {
        string what = $"vary.{name.Text}";
        if (node is FileSequence || (node as FileMapping)?.Find("values") is not null)
        {
            return List(name.Text, node, what);
        }

        FileMapping table = Table(node, what, "{ from: 1e4, to: 1e8, points: 41, scale: log } or a list [1, 2, 4]").AllowOnly(what, "from", "to", "points", "scale", "values");
        int points = (int)SweepFields.Whole(table.Require("points", what), what + ".points", 2, MostValues);
        (double from, double to, bool isLogarithmic) = Ends(table, what, node, table.Find("scale") is { } scale && FileFields.Word(scale, what + ".scale", Scales) is "log");
        long fine = ((points - 1L) << levels) + 1;
        return fine <= MostValues
            ? SweepAxis.Range(name.Text, from, to, (int)fine, isLogarithmic)
            : throw node.Error(FormattableString.Invariant($"{what} has {fine} points once it is refined; at most {MostValues} are possible"));
    }

    /// <summary>A range to sample: { from, to, scale }, or [from, to], log-uniform where it is positive over a decade or more, as in formula files.</summary>
    private static SweepAxis Range(FileScalar name, FileNode node)
    {
        string what = $"sample.ranges.{name.Text}";
        if (node is FileSequence pair)
        {
            if (pair.Items.Count != 2)
            {
                throw pair.Error(FormattableString.Invariant($"{what} needs two numbers, [lowest, highest], not {pair.Items.Count}; a list of values is {{ values: [...] }}"));
            }

            (double low, double high) = (SweepFields.Number(pair.Items[0], what), SweepFields.Number(pair.Items[1], what));
            RequireRise(low, high, node, what);
            return SweepAxis.Sampled(name.Text, low, high, low > 0 && high >= 10 * low);
        }

        FileMapping table = Table(node, what, "{ from: 1e4, to: 1e8, scale: log } or [1e4, 1e8]");
        if (table.Find("values") is not null)
        {
            return List(name.Text, node, what);
        }

        table.AllowOnly(what, "from", "to", "scale", "values");
        (double from, double to, bool isLogarithmic) = Ends(table, what, node, table.Find("scale") is { } scale && FileFields.Word(scale, what + ".scale", Scales) is "log");
        return SweepAxis.Sampled(name.Text, from, to, isLogarithmic);
    }

    private static FileMapping Table(FileNode node, string what, string example) =>
        node as FileMapping ?? throw node.Error($"{what} must be {example}, not {node.Kind}");

    private static (double From, double To, bool IsLogarithmic) Ends(FileMapping table, string what, FileNode node, bool isLogarithmic)
    {
        double from = SweepFields.Number(table.Require("from", what), what + ".from");
        double to = SweepFields.Number(table.Require("to", what), what + ".to");
        RequireRise(from, to, node, what);
        return isLogarithmic && from <= 0
            ? throw node.Error(FormattableString.Invariant($"{what} has the scale log and must begin above 0, not at {from:R}"))
            : (from, to, isLogarithmic);
    }

    private static void RequireRise(double from, double to, FileNode node, string what)
    {
        if (!(from < to))
        {
            throw node.Error(FormattableString.Invariant($"the range of {what} is empty: it must rise, not go from {from:R} to {to:R}; one value is {{ values: [{from:R}] }} or belongs under 'set'"));
        }
    }

    private static SweepAxis List(string name, FileNode node, string what)
    {
        FileSequence list = node as FileSequence ?? ((FileMapping)node).AllowOnly(what, "values").Require("values", what).AsSequence(what + ".values");
        if (list.Items.Count is 0 or > MostValues)
        {
            throw list.Error(FormattableString.Invariant($"{what} needs from 1 to {MostValues} values, not {list.Items.Count}"));
        }

        double[] values = [.. list.Items.Select(i => SweepFields.Number(i, what))];
        var seen = new HashSet<double>();
        int again = Array.FindIndex(values, v => !seen.Add(v));
        return again < 0 ? SweepAxis.List(name, values) : throw list.Items[again].Error(FormattableString.Invariant($"{what} has the value {values[again]:R} twice"));
    }
}

/// <summary>The values that one parameter takes: points of a range, lin or log, or a list.</summary>
public sealed class SweepAxis
{
    private readonly double[] values;
    private readonly double from;
    private readonly double to;

    private SweepAxis(string name, double[] values, double from, double to, bool isLogarithmic, bool isList)
    {
        Name = name;
        this.values = values;
        this.from = from;
        this.to = to;
        IsLogarithmic = isLogarithmic;
        IsList = isList;
    }

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>Equal ratios and not equal differences.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Whether the values were listed one by one.</summary>
    public bool IsList { get; }

    /// <summary>The values of a grid, in order; none for a range that is sampled.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>Points of a range; both ends are exact.</summary>
    internal static SweepAxis Range(string name, double from, double to, int points, bool isLogarithmic)
    {
        double[] values = new double[points];
        for (int k = 0; k < points; k++)
        {
            values[k] = Between(from, to, isLogarithmic, points == 1 ? 0 : k / (points - 1.0));
        }

        values[points - 1] = points == 1 ? from : to;
        return new SweepAxis(name, values, from, to, isLogarithmic, isList: false);
    }

    /// <summary>A list of values.</summary>
    internal static SweepAxis List(string name, double[] values) =>
        new(name, values, values[0], values[^1], isLogarithmic: Array.TrueForAll(values, v => v > 0) && values.Max() >= 10 * values.Min(), isList: true);

    /// <summary>A range that is sampled.</summary>
    internal static SweepAxis Sampled(string name, double from, double to, bool isLogarithmic) => new(name, [], from, to, isLogarithmic, isList: false);

    /// <summary>The value at a fraction of the range, or of the list.</summary>
    /// <param name="fraction">In [0, 1).</param>
    internal double At(double fraction) => IsList
        ? values[Math.Min((int)(fraction * values.Length), values.Length - 1)]
        : Between(from, to, IsLogarithmic, fraction);

    private static double Between(double from, double to, bool isLogarithmic, double u) =>
        isLogarithmic ? from * Math.Pow(to / from, u) : from + ((to - from) * u);
}
