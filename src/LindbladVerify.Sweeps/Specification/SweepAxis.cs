namespace LindbladVerify.Sweeps.Specification;

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
