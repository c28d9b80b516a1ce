using System.Globalization;
using LindbladVerify.Formulas;

namespace LindbladVerify.Verification.Maps;

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
