using System.Globalization;
using LindbladVerify.Rates.Definitions;

namespace LindbladVerify.Verification.Judging;

/// <summary>Recognises a formula that is right but for a constant: the commonest mistake there is.</summary>
public static class ConstantFactor
{
    private const double Tolerance = 1e-9;

    private static readonly (double Value, string Meaning)[] Known =
    [
        (2 * Math.PI, "a factor 2π too large: hertz against rad/s?"),
        (1 / (2 * Math.PI), "a factor 2π too small: rad/s against hertz?"),
        (4 * Math.PI * Math.PI, "a factor (2π)² too large: hertz against rad/s in a squared coupling?"),
        (1 / (4 * Math.PI * Math.PI), "a factor (2π)² too small: rad/s against hertz in a squared coupling?"),
        (2, "a factor 2 too large: the relaxation rate 2W against the one-way rate W?"),
        (0.5, "a factor 2 too small: the one-way rate W against the relaxation rate 2W?"),
        (-1, "wrong in sign"),
    ];

    /// <summary>What to say of a formula whose ratio to its reference is the same at all points; null if it varies.</summary>
    public static string? Describe(IReadOnlyList<Comparison> comparisons, int fewest = 16)
    {
        double ratio = Of(comparisons, fewest);
        if (double.IsNaN(ratio))
        {
            return null;
        }

        string? meaning = Array.Find(Known, k => Math.Abs((ratio / k.Value) - 1) <= Tolerance).Meaning;
        return meaning ?? $"off by the constant factor {Words(comparisons)}";
    }

    /// <summary>The ratio of formula and reference where it is the same at all points and not 1; NaN if it varies, and for time courses, of which only the worst times are known.</summary>
    public static double Of(IReadOnlyList<Comparison> comparisons, int fewest = 16)
    {
        Comparison[] usable = [.. comparisons.Where(c => c.IsUsable && c.Computed != 0 && c.RelativeUncertainty <= ReferenceValue.MostUncertain)];
        if (usable.Length < fewest || Array.Exists(usable, c => c.Time is not null) || comparisons.Any(c => c.IsUsable && c.Computed == 0 && c.Predicted != 0))
        {
            return double.NaN;
        }

        double error = usable[0].SignedError;
        double Allowed(Comparison c) => c.IsPrecise ? (1e-6 * Math.Abs(error)) + (Comparison.Certainty * c.RelativeUncertainty) : (Tolerance + (Comparison.Certainty * c.RelativeUncertainty)) * Math.Abs(1 + error);
        return usable.All(c => Math.Abs(c.SignedError - error) <= Allowed(c)) && Math.Abs(error) > (usable[0].IsPrecise ? Comparison.Certainty * usable[0].RelativeUncertainty : Tolerance) ? 1 + error : double.NaN;
    }

    /// <summary>A factor in words: how far from 1 it is where it is near.</summary>
    public static string Words(IReadOnlyList<Comparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        double error = comparisons.First(c => c.IsUsable).SignedError;
        return Math.Abs(error) < 1e-4
            ? string.Create(CultureInfo.InvariantCulture, $"1 {(error < 0 ? '-' : '+')} {Math.Abs(error):G4}")
            : string.Create(CultureInfo.InvariantCulture, $"{1 + error:G10}");
    }
}
