using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `evaluate --json`.</summary>
public static class PointJson
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
