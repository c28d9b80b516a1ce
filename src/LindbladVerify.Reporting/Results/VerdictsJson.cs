using System.Text.Encodings.Web;
using System.Text.Json;
using LindbladVerify.Formulas;
using LindbladVerify.Verification.Judging;

namespace LindbladVerify.Reporting.Results;

/// <summary>verdicts.json: every verdict of a run with its evidence.</summary>
internal static class VerdictsJson
{
    internal static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one JSON object.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="suite">Names of the suites.</param>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="notes">Conversions of units and the like.</param>
    /// <param name="total">Claims in all: more than there are verdicts where the run was cancelled; null for as many.</param>
    public static void Write(Stream stream, string suite, IReadOnlyList<Verdict> verdicts, IReadOnlyList<string> notes, int? total = null)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("suite", suite);
        json.WriteNumber("judged", verdicts.Count);
        json.WriteNumber("claims", total ?? verdicts.Count);
        json.WriteStartArray("verdicts");
        foreach (Verdict verdict in verdicts)
        {
            WriteVerdict(json, verdict);
        }

        json.WriteEndArray();
        json.WriteStrings("notes", notes);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("id", verdict.Id);
        json.WriteString("statement", verdict.Statement);
        json.WriteString("source", verdict.Source.ToString());
        json.WriteString("doi", verdict.Source.Doi);
        json.WriteString("variant", verdict.Variant);
        json.WriteString("verdict", verdict.Kind.Word());
        json.WriteString("declared", verdict.Declared.Word());
        json.WriteBoolean("asDeclared", verdict.AsDeclared);
        json.WriteString("reason", verdict.Reason);
        WriteOrder(json, verdict.Order);
        json.WriteFinite("largestRelativeError", verdict.LargestRelativeError);
        WritePoint(json, "worstPoint", verdict.WorstPoint);
        WriteCounterexample(json, verdict.Counterexample);
        ProofJson.Write(json, verdict);
        json.WriteStrings("diagnosis", verdict.Diagnosis);
        EvidenceJson.WriteAblation(json, verdict.Ablation);
        EvidenceJson.WritePaths(json, verdict.Paths);
        EvidenceJson.WriteTrajectories(json, verdict.Trajectories);
        json.WriteStartArray("evidence");
        foreach (EvidenceRow row in verdict.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("kind", row.Kind);
            json.WriteString("text", row.Text);
            json.WriteNumber("points", row.Points);
            json.WriteFinite("largestRelativeError", row.LargestRelativeError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, MeasuredOrder? order)
    {
        if (order is null)
        {
            json.WriteNull("order");
            return;
        }

        json.WriteStartObject("order");
        json.WriteFinite("value", order.Value);
        json.WriteFinite("standardError", order.StandardError);
        json.WriteBoolean("proved", order.IsProved);
        json.WriteFinite("from", order.From);
        json.WriteFinite("to", order.To);
        json.WriteNumber("points", order.Points);
        json.WriteStartArray("localSlopes");
        foreach (double slope in order.LocalSlopes)
        {
            json.WriteNumberValue(slope);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounterexample(Utf8JsonWriter json, Counterexample? example)
    {
        if (example is null)
        {
            json.WriteNull("counterexample");
            return;
        }

        json.WriteStartObject("counterexample");
        WritePoint(json, "point", example.Point);
        json.WriteFinite("formula", example.Predicted);
        json.WriteFinite("exact", example.Computed);
        json.WriteFinite("ratio", example.Predicted / example.Computed);
        json.WriteFinite("relativeError", example.RelativeError);
        json.WriteFinite("relativeUncertainty", example.RelativeUncertainty);
        json.WriteStartArray("indifferent");
        foreach (string name in example.Indifferent)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteString("command", example.Command);
        json.WriteEndObject();
    }

    internal static void WritePoint(Utf8JsonWriter json, string name, ParameterPoint? point)
    {
        if (point is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        for (int k = 0; k < point.Names.Count; k++)
        {
            json.WriteFinite(point.Names[k], point.Values[k]);
        }

        json.WriteEndObject();
    }
}
