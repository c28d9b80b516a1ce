using System.Text.Json;
using LindbladVerify.Verification.Derivations;

namespace LindbladVerify.Reporting.Results;

/// <summary>A derived formula as one JSON object.</summary>
public static class DerivationJson
{
    /// <summary>Writes it.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="derivation">The formula.</param>
    public static void Write(Stream stream, Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("quantity", derivation.Quantity);
        json.WriteString("observable", derivation.Observable);
        json.WriteStrings("parameters", derivation.Parameters);
        json.WriteString("expression", derivation.Text);
        json.WriteStartObject("where");
        foreach ((string name, string meaning) in derivation.Where)
        {
            json.WriteString(name, meaning);
        }

        json.WriteEndObject();
        json.WriteString("latex", derivation.Latex);
        json.WriteStartObject("terms");
        json.WriteNumber("numerator", derivation.NumeratorTerms);
        json.WriteNumber("denominator", derivation.DenominatorTerms);
        json.WriteEndObject();
        json.WriteNumber("block", derivation.Block);
        json.WriteNumber("probes", derivation.Probes);
        json.WriteNumber("seconds", derivation.Elapsed.TotalSeconds);
        ProofJson.Write(json, derivation.Proof);
        if (derivation.Path is { } path)
        {
            json.WriteStartObject("limit");
            json.WriteString("path", path.Text);
            json.WriteString("expression", derivation.Text);
            json.WriteNumber("order", derivation.Terms.Count == 0 ? 0 : derivation.Terms[0].Exponent.ToDouble());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("limit");
        }

        if (derivation.Agrees is { } agrees)
        {
            json.WriteBoolean("agrees", agrees);
        }

        if (derivation.Difference is { } difference)
        {
            json.WriteString("difference", difference.ToString());
        }

        json.WriteEndObject();
    }
}
