using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>Computes validity maps. About 0.5 µs a point and thread for two-state noise; Gaussian noise costs more the slower it is.</summary>
/// <param name="library">Computes the references.</param>
/// <param name="threads">Threads to use; the map does not depend on it.</param>
internal sealed class ValidityMapper(ReferenceLibrary library, int threads)
{
    /// <summary>The map of a formula against a reference.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="held">The parameters that do not vary, and values of the others that do not matter.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="ArgumentException">Both axes change the same parameter, or each changes one that the other holds.</exception>
    public ValidityMap Map(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        bool xFirst = XFirst(x.Quantity, y.Quantity);
        double[,] errors = new double[y.Values.Count, x.Values.Count];
        Parallel.For(0, y.Values.Count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = threads }, j =>
        {
            for (int i = 0; i < x.Values.Count; i++)
            {
                ParameterPoint point = xFirst
                    ? y.Quantity.With(x.Quantity.With(held, x.Values[i]), y.Values[j])
                    : x.Quantity.With(y.Quantity.With(held, y.Values[j]), x.Values[i]);
                Comparison here = InteriorScan.Compare(formula, reference, library, point);
                errors[j, i] = here.IsUsable ? here.SignedError : double.NaN;
            }
        });
        return new ValidityMap(formula, reference, x, y, held, errors, Marks(formula, reference, x, y, held));
    }

    /// <summary>The parameters that a map holds if nothing else is said: those of the paper for a pair formula, else the middle of each range.</summary>
    public static ParameterPoint DefaultPoint(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return OperatingPoints.Applies(formula)
            ? OperatingPoints.Default
            : new ParameterPoint([.. formula.Parameters.Select(p => p.Name)], [.. formula.Parameters.Select(p => p.IsLogarithmic ? Math.Sqrt(p.Low * p.High) : (p.Low + p.High) / 2)]);
    }

    private static bool XFirst(ParameterProduct x, ParameterProduct y)
    {
        if (string.Equals(x.Varied, y.Varied, StringComparison.Ordinal))
        {
            throw new ArgumentException($"Both axes, {x.Text} and {y.Text}, would change {x.Varied}; the first parameter of each is the one that changes.", nameof(y));
        }

        bool yNeedsX = y.Involves(x.Varied);
        return yNeedsX && x.Involves(y.Varied)
            ? throw new ArgumentException($"The axes {x.Text} and {y.Text} each hold what the other changes.", nameof(y))
            : yNeedsX;
    }

    private MapMark[] Marks(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held) => OperatingPoints.Applies(formula)
        ? [.. OperatingPoints.All.Select(p => Mark(formula, reference, x, y, held, p)).Where(m => Inside(x, m.X) && Inside(y, m.Y))]
        : [];

    private MapMark Mark(Formula formula, Reference reference, MapAxis x, MapAxis y, ParameterPoint held, OperatingPoint mark)
    {
        double atX = x.Quantity.Value(mark.Point);
        double atY = y.Quantity.Value(mark.Point);
        bool inPlane = formula.Parameters.All(p => string.Equals(p.Name, x.Quantity.Varied, StringComparison.Ordinal)
            || string.Equals(p.Name, y.Quantity.Varied, StringComparison.Ordinal)
            || mark.Point[p.Name] == held[p.Name]);
        return new MapMark(mark.Label, atX, atY, inPlane, InteriorScan.Compare(formula, reference, library, mark.Point));
    }

    private static bool Inside(MapAxis axis, double value) => value >= axis.Values[0] && value <= axis.Values[^1];
}

/// <summary>Where a formula holds: its relative error over a plane of parameters.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Held">The parameters that do not vary.</param>
/// <param name="SignedErrors">[j, i] = formula/reference - 1 at (X.Values[i], Y.Values[j]); NaN where either does not exist.</param>
/// <param name="Marks">Points of the paper on or near the plane.</param>
public sealed record ValidityMap(Formula Formula, Reference Reference, MapAxis X, MapAxis Y, ParameterPoint Held, double[,] SignedErrors, IReadOnlyList<MapMark> Marks)
{
    /// <summary>The share of the map in which the relative error is at most <paramref name="within"/>; points without a value do not count.</summary>
    public double ShareWithin(double within)
    {
        double[] errors = [.. SignedErrors.Cast<double>().Where(e => !double.IsNaN(e))];
        return errors.Length == 0 ? double.NaN : errors.Count(e => Math.Abs(e) <= within) / (double)errors.Length;
    }
}

/// <summary>An axis of a map: what varies, and the values on it.</summary>
public sealed record MapAxis
{
    private MapAxis(ParameterProduct quantity, bool isLogarithmic, double[] values)
    {
        Quantity = quantity;
        IsLogarithmic = isLogarithmic;
        Values = values;
    }

    /// <summary>What varies.</summary>
    public ParameterProduct Quantity { get; }

    /// <summary>Equal ratios between values, not equal differences.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The values, rising.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>An axis over a range; logarithmic where the range is positive and spans a decade or more.</summary>
    /// <param name="quantity">What varies.</param>
    /// <param name="low">Smallest value.</param>
    /// <param name="high">Largest value.</param>
    /// <param name="points">Number of values, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite, or there are fewer than 2 points.</exception>
    public static MapAxis Over(ParameterProduct quantity, double low, double high, int points)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        if (!double.IsFinite(low) || !double.IsFinite(high) || low >= high)
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, string.Create(CultureInfo.InvariantCulture, $"The range of {quantity.Text} must be finite and rise, not {low:R} to {high:R}."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        bool logarithmic = low > 0 && high / low >= 10;
        double Value(int k)
        {
            double u = k / (points - 1.0);
            return k == 0 ? low : k == points - 1 ? high : logarithmic ? low * Math.Pow(high / low, u) : low + ((high - low) * u);
        }

        return new MapAxis(quantity, logarithmic, [.. Enumerable.Range(0, points).Select(Value)]);
    }

    /// <summary>An axis over all that the range of the changed parameter allows, the others held.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That range is empty or not finite.</exception>
    public static MapAxis Whole(ParameterProduct quantity, Formula formula, ParameterPoint held, int points)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(held);
        Parameter varied = formula.Parameters.First(p => string.Equals(p.Name, quantity.Varied, StringComparison.Ordinal));
        double first = quantity.Value(held.With(varied.Name, varied.Low));
        double last = quantity.Value(held.With(varied.Name, varied.High));
        return Over(quantity, Math.Min(first, last), Math.Max(first, last), points);
    }
}

/// <summary>A point of the paper on a map.</summary>
/// <param name="Label">What it is.</param>
/// <param name="X">Abscissa.</param>
/// <param name="Y">Ordinate.</param>
/// <param name="InPlane">Whether the parameters that the map holds are those of the point, so that the map shows its error; otherwise its place is a projection.</param>
/// <param name="There">Formula and reference at the point itself.</param>
public sealed record MapMark(string Label, double X, double Y, bool InPlane, Comparison There);
