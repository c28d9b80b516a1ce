using System.Globalization;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Reporting.Html;
using LindbladVerify.Reporting.Plots;
using LindbladVerify.Reporting.Results;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Report;

/// <summary>Numbers and verdicts as a reader wants them; full precision is in the files.</summary>
internal static class ReportText
{
    /// <summary>How many of something: "1 claim", "12 claims".</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    /// <summary>A number to a few digits in the markup of rich text: "1.42 × 10^{8}".</summary>
    public static string Number(double value, int digits = 3)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return double.IsNaN(value) ? "none" : double.IsInfinity(value) ? "∞" : "0";
        }

        if (Math.Abs(value) is >= 1e-3 and < 1e5)
        {
            // A decimal keeps all 17 digits of a double, also those after a few zeros.
            decimal rounded = decimal.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
            return rounded.ToString("0.####################", CultureInfo.InvariantCulture).Replace('-', '−');
        }

        string[] parts = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E');
        string mantissa = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].TrimEnd('0').TrimEnd('.') : parts[0];
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        string power = string.Create(CultureInfo.InvariantCulture, $"10^{{{exponent}}}");
        return mantissa is "1" ? power : $"{mantissa.Replace('-', '−')} × {power}";
    }

    /// <summary>The same as plain text: "1.42 × 10⁸".</summary>
    public static string PlainNumber(double value, int digits = 3) => string.Concat(RichText.Parse(Number(value, digits)).Runs.Select(run =>
        run.Level > 0 ? string.Concat(run.Text.Select(Superscript)) : run.Text));

    /// <summary>A relative error: small ones as powers of ten, middling ones in per cent, huge ones as a factor.</summary>
    public static string Error(double relative) => double.IsNaN(relative) ? "" : relative switch
    {
        0 => "0",
        < 1e-4 => Number(relative, 2),
        < 10 => Number(100 * relative) + " %",
        _ => "factor " + Number(relative + 1, 2),
    };

    /// <summary>A measured order with its standard error.</summary>
    public static string Order(MeasuredOrder order)
    {
        double error = Math.Max(order.StandardError, 1e-5);
        int decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(error)), 2, 5);
        return order.StandardError < Negligible ? Fixed(order.Value, decimals) : Fixed(order.Value, decimals) + " ± " + Number(order.StandardError, 1);
    }

    /// <summary>A standard error below the last decimal that is shown says no more than rounding.</summary>
    private const double Negligible = 5e-6;

    /// <summary>An order to two decimals.</summary>
    public static string ShortOrder(MeasuredOrder order) => Fixed(order.Value, 2);

    /// <summary>The verdict's word in its colour.</summary>
    public static HtmlElement Badge(VerdictKind kind, string prefix = "") => HtmlBlocks.Badge(prefix + kind.Word(), Tone(kind));

    /// <summary>The verdict's word, and the declared one beside it where they differ.</summary>
    public static HtmlNode Badges(Verdict verdict) => verdict.AsDeclared
        ? Badge(verdict.Kind)
        : new HtmlFragment(Badge(verdict.Kind), " ", HtmlBlocks.Badge("declared " + verdict.Declared.Word(), BadgeTone.Bad));

    // Adding zero turns a rounded "-0" into "0".
    private static string Fixed(double value, int decimals) =>
        (Math.Round(value, decimals) + 0.0).ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '−');

    private static char Superscript(char c) => c switch
    {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        >= '0' and <= '9' => (char)('⁰' + (c - '0')),
        _ => '⁻',
    };

    private static BadgeTone Tone(VerdictKind kind) => kind switch
    {
        VerdictKind.Exact => BadgeTone.Good,
        VerdictKind.Asymptotic or VerdictKind.Bounded => BadgeTone.Fair,
        VerdictKind.False => BadgeTone.Bad,
        _ => BadgeTone.Neutral,
    };
}
