using System.Globalization;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Sweeps.Specification;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Sweeps.Maps;

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
    private MapAxis(ParameterProduct quantity, SweepAxis swept)
    {
        Quantity = quantity;
        Swept = swept;
    }

    /// <summary>What varies.</summary>
    public ParameterProduct Quantity { get; }

    /// <summary>Equal ratios between values, not equal differences.</summary>
    public bool IsLogarithmic => Swept.IsLogarithmic;

    /// <summary>The values, rising.</summary>
    public IReadOnlyList<double> Values => Swept.Values;

    /// <summary>The axis of the sweep that computes the map.</summary>
    internal SweepAxis Swept { get; }

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
        return new MapAxis(quantity, SweepAxis.Range(quantity.Text, low, high, points, isLogarithmic: low > 0 && high / low >= 10));
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
