using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>What one method says of a model before it is solved.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Refusal">Why it does not apply; null where it does.</param>
/// <param name="Seconds">Run time, good to a factor of three or so; null where it is not known beforehand.</param>
/// <param name="Bytes">Memory; null where it is not known beforehand.</param>
/// <param name="Accuracy">The error, relative to the largest value that an observable could have, below which it cannot get; for sampling the largest standard error.</param>
/// <param name="IsChosen">Whether it would be taken.</param>
public sealed record PlannedMethod(string Method, string? Refusal, double? Seconds, double? Bytes, double? Accuracy, bool IsChosen);

/// <summary>What <c>simulate --explain</c> shows: every method, whether it applies and why not, what it would cost, how accurate it can be, and which is taken.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Equations">The equations in words; empty where they do not fit.</param>
/// <param name="LadderDepth">Levels of noise ladders without end that the estimates hold for; 0 where there are none.</param>
/// <param name="Methods">All methods.</param>
public sealed record SimulationPlan(string Name, string Equations, int LadderDepth, IReadOnlyList<PlannedMethod> Methods)
{
    /// <summary>Writes one JSON object.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("equations", Equations);
        json.WriteNumber("ladderDepth", LadderDepth);
        json.WriteStartArray("methods");
        foreach (PlannedMethod method in Methods)
        {
            json.WriteStartObject();
            json.WriteString("method", method.Method);
            json.WriteBoolean("applies", method.Refusal is null);
            json.WriteString("reason", method.Refusal);
            WriteNumber(json, "seconds", method.Seconds);
            WriteNumber(json, "bytes", method.Bytes);
            WriteNumber(json, "accuracy", method.Accuracy);
            json.WriteBoolean("chosen", method.IsChosen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
