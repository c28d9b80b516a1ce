using System.Globalization;

namespace LindbladVerify.Verification.Evidence;

/// <summary>One side of a page to play with, as a function that a browser can compute: code, or a table with its error.</summary>
internal sealed record ExploredSurface
{
    /// <summary>JavaScript of a function of the parameters; null where there is a table.</summary>
    public string? Code { get; init; }

    /// <summary>The closed form with its helpers, in the language of files; null where there is none.</summary>
    public (string Text, IReadOnlyList<KeyValuePair<string, string>> Where)? Form { get; init; }

    /// <summary>The table; null where there is code.</summary>
    public ExploredTable? Table { get; init; }

    /// <summary>What this is and how well it is known, in a sentence.</summary>
    public required string Basis { get; init; }

    /// <summary>The largest relative deviation from the values themselves at <see cref="CheckedPoints"/> points.</summary>
    public double LargestDeviation { get; init; }

    /// <summary>Points at which it was checked.</summary>
    public int CheckedPoints { get; init; }

    /// <summary>Whether it has no value at all.</summary>
    public bool IsEmpty => Table is { } table && !Array.Exists(table.Values, double.IsFinite);
}

/// <summary>An axis of a table.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Low">First value.</param>
/// <param name="High">Last value.</param>
/// <param name="IsLogarithmic">Equal ratios between values, not equal differences.</param>
/// <param name="Count">Number of values, at least 2.</param>
internal sealed record ExploredAxis(string Name, double Low, double High, bool IsLogarithmic, int Count)
{
    /// <summary>Whether values are whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The value at a place between 0 and Count - 1; of whole numbers the next one.</summary>
    public double At(double place)
    {
        double u = place / (Count - 1);
        double value = IsLogarithmic ? Low * Math.Pow(High / Low, u) : Low + ((High - Low) * u);
        return IsWhole ? Math.Round(value) : value;
    }

    /// <summary>The place of a value.</summary>
    public double Place(double value) => (Count - 1) * (IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low));
}

/// <summary>
/// Values on a grid of up to three parameters, cubic between them: Lagrange polynomials on four neighbours along each axis, of the
/// logarithm where all values have one sign. The page has the same few lines in JavaScript.
/// </summary>
internal sealed class ExploredTable
{
    private const int MostNeighbours = 4;
    private readonly double[] nodes;

    /// <summary>A table.</summary>
    /// <param name="axes">The axes; the last varies fastest.</param>
    /// <param name="values">The values; NaN where there is none.</param>
    public ExploredTable(IReadOnlyList<ExploredAxis> axes, double[] values)
    {
        Axes = axes;
        Values = values;
        double[] finite = [.. values.Where(double.IsFinite)];
        Sign = finite.Length == 0 ? 0 : Array.TrueForAll(finite, v => v > 0) ? 1 : Array.TrueForAll(finite, v => v < 0) ? -1 : 0;
        nodes = Sign == 0 ? values : [.. values.Select(v => Math.Log(Sign * v))];
    }

    /// <summary>The axes.</summary>
    public IReadOnlyList<ExploredAxis> Axes { get; }

    /// <summary>The values, the last axis fastest.</summary>
    public double[] Values { get; }

    /// <summary>The sign of all values; 0 where they have both, and no logarithm is taken.</summary>
    public int Sign { get; }

    /// <summary>The value between the grid's.</summary>
    /// <param name="at">One value per axis, within its range.</param>
    public double Interpolate(IReadOnlyList<double> at)
    {
        double sum = Sum(at, 0, 0);
        return Sign == 0 ? sum : Sign * Math.Exp(sum);
    }

    private double Sum(IReadOnlyList<double> at, int axis, int offset)
    {
        if (axis == Axes.Count)
        {
            return nodes[offset];
        }

        ExploredAxis a = Axes[axis];
        double place = a.Place(at[axis]);
        int neighbours = Math.Min(MostNeighbours, a.Count);
        int first = Math.Clamp((int)Math.Floor(place) - 1, 0, a.Count - neighbours);
        double sum = 0;
        for (int k = 0; k < neighbours; k++)
        {
            double weight = Weight(place - first, k, neighbours);
            if (weight != 0)
            {
                sum += weight * Sum(at, axis + 1, (offset * a.Count) + first + k);
            }
        }

        return sum;
    }

    private static double Weight(double x, int k, int neighbours)
    {
        double weight = 1;
        for (int j = 0; j < neighbours; j++)
        {
            if (j != k)
            {
                weight *= (x - j) / (k - j);
            }
        }

        return weight;
    }

    /// <summary>The size in words.</summary>
    public override string ToString() => string.Join(" × ", Axes.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Count} values of {a.Name}")));
}

/// <summary>How far a table is off at a point that is not in it.</summary>
/// <param name="Value">The error; not a number where the table lacks a value that there is.</param>
/// <param name="HasValue">Whether there is a value at all to compare with.</param>
internal readonly record struct CheckedError(double Value, bool HasValue)
{
    /// <summary>The error of an interpolated value, relative to the value or to a scale.</summary>
    public static CheckedError Of(double interpolated, double value, double? scale) =>
        !double.IsFinite(value) || (value == 0 && scale is null) ? new CheckedError(0, false)
        : new CheckedError(double.IsFinite(interpolated) ? Math.Abs(interpolated - value) / (scale ?? Math.Abs(value)) : double.NaN, true);
}

/// <summary>What a table had no time for.</summary>
/// <param name="Wanted">How many values it would have had; null where it has them.</param>
/// <param name="Lost">Values of it that did not come in time.</param>
/// <param name="Seconds">The time, s.</param>
internal readonly record struct TableLimits(int? Wanted, int Lost, double Seconds)
{
    /// <summary>In a sentence, with a space before it; empty where there was time for all.</summary>
    public override string ToString() => string.Concat(
        Wanted is { } wanted ? string.Create(CultureInfo.InvariantCulture, $" {wanted} values would have taken more than {Seconds} s; --points takes as many as it is told, and the time.") : string.Empty,
        Lost > 0 ? string.Create(CultureInfo.InvariantCulture, $" {Lost} of its values did not come in time: there the page has none.") : string.Empty);
}

/// <summary>One side of a page as a table, with how far it is off between its values.</summary>
/// <param name="Table">The table.</param>
/// <param name="LargestDeviation">The largest error at points that are not in it; not a number where that is not known of any.</param>
/// <param name="Lacking">Points of those at which there is a value and the table has none, next to where there is none.</param>
/// <param name="Points">How many points were tried at which there is a value.</param>
/// <param name="OfLargest">Whether the error is relative to the largest value, not to the value.</param>
/// <param name="Limits">What there was no time for.</param>
internal sealed record TabulatedSide(ExploredTable Table, double LargestDeviation, int Lacking, int Points, bool OfLargest, TableLimits Limits)
{
    /// <summary>From the errors at points; null where there was no time for one.</summary>
    public static TabulatedSide Of(ExploredTable table, CheckedError?[] errors, bool ofLargest, TableLimits limits)
    {
        double[] tried = [.. errors.OfType<CheckedError>().Where(e => e.HasValue).Select(e => e.Value)];
        double[] known = [.. tried.Where(e => !double.IsNaN(e))];
        return new TabulatedSide(table, known.Length == 0 ? double.NaN : known.Max(), tried.Length - known.Length, tried.Length, ofLargest, limits);
    }

    /// <summary>The side of a page.</summary>
    /// <param name="why">Why it is a table.</param>
    public ExploredSurface As(string why)
    {
        string of = OfLargest ? "largest " : string.Empty;
        string off = Points == 0 ? "how far it is off between them is not known, for no value was found there."
            : double.IsNaN(LargestDeviation) ? string.Create(CultureInfo.InvariantCulture, $"how far it is off between them is not known: it has a value at none of {Points} points at which there is one.")
            : string.Create(CultureInfo.InvariantCulture, $"off by at most {LargestDeviation:G2} of the {of}value at {Points} {(Points == 1 ? "point that is" : "points that are")} not in it.");
        string lacking = Lacking == 0 || double.IsNaN(LargestDeviation) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" At {Lacking} of them, next to where there is no value, it has none.");
        return new ExploredSurface
        {
            Table = Table,
            LargestDeviation = LargestDeviation,
            CheckedPoints = Points,
            Basis = $"{why} Values come from a table, {Table}, cubic in between: {off}{lacking}{Limits}",
        };
    }
}

/// <summary>Both sides of a page as tables.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Truth">The computed quantity.</param>
/// <param name="Scale">What errors are measured against along time courses; null for the value.</param>
internal sealed record TabulatedSides(TabulatedSide Formula, TabulatedSide Truth, double? Scale);
