using System.Text.Json;
using LindbladVerify.Verification.Surveys;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `rate --json`.</summary>
public static class RateJson
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
