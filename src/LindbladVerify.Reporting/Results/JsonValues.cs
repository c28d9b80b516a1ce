using System.Globalization;
using System.Text.Json;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Results;

/// <summary>Properties in JSON: numbers with round-trip precision, null for what is not a finite number, and lists of texts.</summary>
internal static class JsonValues
{
    /// <summary>Writes a property; NaN, infinities and null become null.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes a property that is a list of texts.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

/// <summary>The JSON object of `evaluate --json`.</summary>
internal static class PointJson
{
    /// <summary>Writes one JSON object.</summary>
    public static void Write(Stream stream, PointReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("claim", report.Claim);
        json.WriteStartObject("parameters");
        foreach (string name in report.Point.Names)
        {
            json.WriteFinite(name, report.Point[name]);
        }

        json.WriteEndObject();
        json.WriteFinite("formula", report.Formula);
        json.WriteFinite("reference", report.Reference);
        json.WriteString("referenceName", report.ReferenceName);
        json.WriteFinite("relativeUncertainty", report.RelativeUncertainty);
        json.WriteFinite("ratio", report.Formula / report.Reference);
        json.WriteString("unit", report.Unit);
        json.WriteFinite("time", report.Time);
        json.WriteStrings("notes", report.Notes);
        json.WriteEndObject();
    }
}

/// <summary>The parts of verdicts.json beyond the verdict itself: the ablation ladder and the errors along limits.</summary>
internal static class EvidenceJson
{
    /// <summary>"ablation": null or the ladder with the step that breaks ("order", "noise", "formula" or null) and the models that the formula is exact for.</summary>
    public static void WriteAblation(Utf8JsonWriter json, AblationSequence? ladder)
    {
        if (ladder is null)
        {
            json.WriteNull("ablation");
            return;
        }

        json.WriteStartObject("ablation");
        json.WriteString("breaks", ladder.Breaks is { } step ? Word(step) : null);
        json.WriteString("answer", ladder.Answer);
        json.WriteStartArray("exactFor");
        foreach (Reference model in ladder.ExactFor)
        {
            json.WriteStartObject();
            json.WriteString("noise", model.Noise);
            json.WriteString("method", model.Method);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rungs");
        foreach (AblationRung rung in ladder.Rungs)
        {
            json.WriteStartObject();
            json.WriteString("step", Word(rung.Step));
            json.WriteString("noise", rung.Model?.Noise);
            json.WriteString("method", rung.Model?.Method);
            json.WriteFinite("value", rung.Value);
            json.WriteFinite("change", rung.Change);
            json.WriteFinite("largestChange", rung.LargestChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>"paths": the relative error along a typical path and the worst path of a limit; empty for other claims.</summary>
    public static void WritePaths(Utf8JsonWriter json, IReadOnlyList<LimitPathSamples> paths)
    {
        json.WriteStartArray("paths");
        foreach (LimitPathSamples path in paths)
        {
            json.WriteStartObject();
            json.WriteString("role", path.Role);
            VerdictsJson.WritePoint(json, "start", path.Start);
            WriteNumbers(json, "epsilon", path.Epsilon);
            WriteNumbers(json, "relativeError", path.RelativeError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>"trajectories": rates from noise trajectories with their standard errors, beside the computed rate and the formula.</summary>
    public static void WriteTrajectories(Utf8JsonWriter json, IReadOnlyList<TrajectoryComparison> comparisons)
    {
        json.WriteStartArray("trajectories");
        foreach (TrajectoryComparison comparison in comparisons)
        {
            json.WriteStartObject();
            VerdictsJson.WritePoint(json, "point", comparison.Estimate.Point);
            json.WriteFinite("rate", comparison.Estimate.Rate);
            json.WriteFinite("standardError", comparison.Estimate.StandardError);
            json.WriteNumber("trajectories", comparison.Estimate.Trajectories);
            json.WriteFinite("computed", comparison.Estimate.Deterministic);
            json.WriteFinite("formula", comparison.Predicted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(AblationStep step) => step switch
    {
        AblationStep.Start => "start",
        AblationStep.Order => "order",
        AblationStep.Noise => "noise",
        _ => "formula",
    };

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}

/// <summary>Two values that are to be told apart by a reader although they nearly agree.</summary>
internal static class CloseValues
{
    private const double Close = 1e-3;

    /// <summary>A double has no more significant digits than these.</summary>
    private const int MostDigits = 17;

    /// <summary>Whether the ratio of the values says less than their relative difference: it is within 1e-3 of 1.</summary>
    public static bool AreClose(double first, double second) => Math.Abs((first / second) - 1) < Close;

    /// <summary>Significant digits that show the difference of the values: one more than those at which they part. Equal ones need no more than the fewest.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">The other one.</param>
    /// <param name="fewest">As many at least.</param>
    public static int Digits(double first, double second, int fewest)
    {
        int digits = fewest;
        while (first != second && digits < MostDigits && AreSame(first, second, digits - 1))
        {
            digits++;
        }

        return digits;
    }

    private static bool AreSame(double first, double second, int digits) => string.Equals(Rounded(first, digits), Rounded(second, digits), StringComparison.Ordinal);

    private static string Rounded(double value, int digits) => value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>The verdict words of files and tables.</summary>
internal static class VerdictWords
{
    /// <summary>exact, asymptotic, bounded, false, inconclusive, or out-of-domain.</summary>
    public static string Word(this VerdictKind kind) => kind switch
    {
        VerdictKind.Exact => "exact",
        VerdictKind.Asymptotic => "asymptotic",
        VerdictKind.Bounded => "bounded",
        VerdictKind.False => "false",
        VerdictKind.OutOfDomain => "out-of-domain",
        _ => "inconclusive",
    };

    /// <summary>Whether a limit is false although its error vanishes: more slowly than declared, which no single point shows.</summary>
    internal static bool IsRefutedByOrder(this Verdict verdict) => verdict is { Kind: VerdictKind.False, Counterexample: null, Order: not null };
}
