using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>Properties in JSON: numbers with round-trip precision, null for what is not a finite number, and lists of texts.</summary>
public static class JsonValues
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
