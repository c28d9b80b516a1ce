using System.Text.Json;
using LindbladVerify.Formulas;
using LindbladVerify.Sweeps.Maps;

namespace LindbladVerify.Reporting.Results;

/// <summary>The JSON object of `map --json`: what was mapped, how much of it holds, and the paper's points. The cells are in the CSV.</summary>
internal static class MapJson
{
    private static readonly double[] s_levels = [0.01, 0.1, 1];

    /// <summary>Writes one JSON object.</summary>
    public static void Write(Stream stream, ValidityMap map, TimeSpan elapsed, IReadOnlyList<string> files, IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(map);
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("formula", map.Formula.Id);
        json.WriteStartObject("reference");
        json.WriteString("quantity", map.Reference.Quantity);
        json.WriteString("noise", map.Reference.Noise);
        json.WriteString("method", map.Reference.Method);
        json.WriteEndObject();
        WriteAxis(json, "x", map.X);
        WriteAxis(json, "y", map.Y);
        WritePoint(json, "held", map.Held, except: [map.X.Quantity.Varied, map.Y.Quantity.Varied]);
        json.WriteStartArray("shares");
        foreach (double level in s_levels)
        {
            json.WriteStartObject();
            json.WriteNumber("within", level);
            json.WriteFinite("share", map.ShareWithin(level));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("operatingPoints");
        foreach (MapMark mark in map.Marks)
        {
            WriteMark(json, mark);
        }

        json.WriteEndArray();
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 4));
        json.WriteStrings("files", files);
        json.WriteStrings("notes", notes);
        json.WriteEndObject();
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, MapAxis axis)
    {
        json.WriteStartObject(name);
        json.WriteString("quantity", axis.Quantity.Text);
        json.WriteFinite("low", axis.Values[0]);
        json.WriteFinite("high", axis.Values[^1]);
        json.WriteNumber("points", axis.Values.Count);
        json.WriteString("scale", axis.IsLogarithmic ? "logarithmic" : "linear");
        json.WriteEndObject();
    }

    private static void WriteMark(Utf8JsonWriter json, MapMark mark)
    {
        json.WriteStartObject();
        json.WriteString("label", mark.Label);
        json.WriteFinite("x", mark.X);
        json.WriteFinite("y", mark.Y);
        json.WriteBoolean("inPlane", mark.InPlane);
        WritePoint(json, "parameters", mark.There.Point, except: []);
        json.WriteFinite("formula", mark.There.Predicted);
        json.WriteFinite("exact", mark.There.Computed);
        json.WriteFinite("relativeError", mark.There.SignedError);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, string name, ParameterPoint point, IReadOnlyList<string> except)
    {
        json.WriteStartObject(name);
        foreach (string parameter in point.Names.Where(n => !except.Contains(n, StringComparer.Ordinal)))
        {
            json.WriteFinite(parameter, point[parameter]);
        }

        json.WriteEndObject();
    }
}
