using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `simulate --json`.</summary>
public static class SimulationJson
{
    /// <summary>Writes one JSON object.</summary>
    public static void Write(Stream stream, SimulationReport report)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("name", report.Name);
        WriteArray(json, "times", report.Times);
        json.WriteStartObject("observables");
        foreach ((string name, double[] values) in report.Observables)
        {
            WriteArray(json, name, values);
        }

        json.WriteEndObject();
        WriteStandardErrors(json, report);
        json.WriteStartObject("errorEstimates");
        for (int o = 0; o < report.Observables.Count; o++)
        {
            json.WriteFinite(report.Observables[o].Name, report.ErrorEstimates[o]);
        }

        json.WriteEndObject();
        json.WriteString("method", report.Method);
        json.WriteString("reason", report.Reason);
        json.WriteStartObject("dimension");
        json.WriteNumber("hilbert", report.HilbertDimension);
        json.WriteNumber("liouville", report.LiouvilleDimension);
        json.WriteNumber("solved", report.SolvedDimension);
        json.WriteEndObject();
        json.WriteString("backend", report.Backend);
        WriteSampling(json, report);
        json.WriteStartObject("parameters");
        foreach ((string name, double value) in report.Parameters)
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
        json.WriteStrings("notes", report.Notes);
        json.WriteEndObject();
    }

    private static void WriteStandardErrors(Utf8JsonWriter json, SimulationReport report)
    {
        if (report.StandardErrors is null)
        {
            json.WriteNull("standardErrors");
            return;
        }

        json.WriteStartObject("standardErrors");
        for (int o = 0; o < report.Observables.Count; o++)
        {
            WriteArray(json, report.Observables[o].Name, report.StandardErrors[o]);
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, SimulationReport report)
    {
        if (report.LadderDepth > 0)
        {
            json.WriteNumber("ladderDepth", report.LadderDepth);
        }

        if (report.Trajectories is long trajectories && report.Seed is ulong seed)
        {
            json.WriteNumber("trajectories", trajectories);
            json.WriteNumber("seed", seed);
        }
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
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
