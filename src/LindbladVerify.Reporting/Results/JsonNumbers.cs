using System.Text.Json;

namespace LindbladVerify.Reporting.Results;

/// <summary>Numbers in JSON: round-trip precision, null for what is not a finite number.</summary>
internal static class JsonNumbers
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
}
