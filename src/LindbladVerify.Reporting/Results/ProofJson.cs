using System.Text.Json;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.Proofs;

namespace LindbladVerify.Reporting.Results;

/// <summary>What exact algebra says of a verdict, in verdicts.json.</summary>
internal static class ProofJson
{
    public static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        Write(json, verdict.Proof);
        if (verdict.LeadingError is { Expression: { } leading, Order: var order })
        {
            json.WriteStartObject("leadingError");
            json.WriteString("expression", leading);
            json.WriteNumber("order", order);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("leadingError");
        }

        Write(json, "difference", verdict.Difference);
        Write(json, "truth", verdict.Truth);
        if (verdict.Contradiction is { } contradiction)
        {
            json.WriteString("contradiction", contradiction);
        }
    }

    public static void Write(Utf8JsonWriter json, Proof? proof)
    {
        if (proof is null)
        {
            json.WriteNull("proof");
            return;
        }

        json.WriteStartObject("proof");
        json.WriteString("status", proof.Word);
        json.WriteString("reason", proof.Reason);
        json.WriteNumber("block", proof.Block);
        json.WriteNumber("degreeBound", proof.DegreeBound);
        json.WriteNumber("primes", proof.Primes);
        json.WriteNumber("points", proof.Points);
        json.WriteNumber("failureProbability", proof.FailureProbability);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, string? expression)
    {
        if (expression is null)
        {
            json.WriteNull(key);
            return;
        }

        json.WriteStartObject(key);
        json.WriteString("expression", expression);
        json.WriteEndObject();
    }
}
