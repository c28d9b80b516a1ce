using System.Text.Json;
using LindbladVerify.Formulas;
using LindbladVerify.Verification.Evidence;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `rate --json`.</summary>
internal static class RateJson
{
    /// <summary>Writes one JSON object.</summary>
    public static void Write(Stream stream, RateReport report)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteStartObject("parameters");
        json.WriteFinite("dipolar", report.Dipolar);
        json.WriteFinite("hyperfine", report.Hyperfine);
        json.WriteFinite("polarization", report.Polarization);
        json.WriteFinite("electronRate", report.ElectronRate);
        json.WriteFinite("broadening", report.Broadening);
        json.WriteEndObject();
        json.WriteString("noise", report.Noise);
        json.WriteStartArray("rates");
        foreach (RateRow row in report.Rows)
        {
            json.WriteStartObject();
            json.WriteString("method", row.Method);
            json.WriteFinite("value", row.Value);
            json.WriteFinite("standardError", row.StandardError);
            json.WriteFinite("relativeUncertainty", row.RelativeUncertainty);
            json.WriteString("unit", "1/s");
            if (row.Reason is not null)
            {
                json.WriteString("reason", row.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("regime");
        json.WriteBoolean("rateExists", report.RateExists);
        json.WriteString("reason", report.Reason);
        json.WriteEndObject();
        json.WriteStrings("notes", report.Notes);
        json.WriteEndObject();
    }
}

/// <summary>What `rate` found at one point.</summary>
/// <param name="Dipolar">D12, rad/s.</param>
/// <param name="Hyperfine">Δ, rad/s.</param>
/// <param name="Polarization">P.</param>
/// <param name="ElectronRate">Γc, 1/s.</param>
/// <param name="Broadening">Γ2, 1/s.</param>
/// <param name="Noise">Name of the noise.</param>
/// <param name="Rows">One row per method.</param>
/// <param name="RateExists">Whether one rate describes the decay.</param>
/// <param name="Reason">Why.</param>
/// <param name="Notes">Conversions made at the edge and the like.</param>
internal sealed record RateReport(
    double Dipolar,
    double Hyperfine,
    double Polarization,
    double ElectronRate,
    double Broadening,
    string Noise,
    IReadOnlyList<RateRow> Rows,
    bool RateExists,
    string Reason,
    IReadOnlyList<string> Notes);

/// <summary>The two sides of a claim at one point.</summary>
/// <param name="Claim">Id of the claim.</param>
/// <param name="Point">The point, in rad/s, 1/s, s and nm.</param>
/// <param name="Formula">What the formula says.</param>
/// <param name="FormulaName">Its name.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="ReferenceName">What that is.</param>
/// <param name="RelativeUncertainty">How well the reference is known.</param>
/// <param name="Unit">Unit of both values.</param>
/// <param name="Time">Where two time courses differ most, s; null for numbers.</param>
/// <param name="Notes">Conversions of units.</param>
internal sealed record PointReport(
    string Claim, ParameterPoint Point, double Formula, string FormulaName, double Reference, string ReferenceName, double RelativeUncertainty, string Unit, double? Time, IReadOnlyList<string> Notes);
