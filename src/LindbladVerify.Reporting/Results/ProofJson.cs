using System.Globalization;
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
        if (proof.LeftToSampling.Length > 0)
        {
            json.WriteStartObject("sampled");
            json.WriteString("statement", proof.LeftToSampling);
            json.WriteNumber("points", proof.SampledPoints);
            json.WriteEndObject();
        }

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

/// <summary>Proofs in words.</summary>
internal static class ProofText
{
    /// <summary>Longer leading errors stand among the details.</summary>
    public const int LongestShown = 100;

    /// <summary>What a verdict rests on: "proved", "partly proved", "refuted" or "sampled".</summary>
    public static string Basis(Verdict verdict) => verdict.Proof?.Status switch
    {
        ProofStatus.Proved => "proved",
        ProofStatus.PartlyProved => "partly proved",
        ProofStatus.Refuted => "refuted",
        _ => "sampled",
    };

    /// <summary>"order 2, proved: -(1 - P^2)*Delta^2/Gc^2".</summary>
    public static string LeadingError(LeadingError error)
    {
        string kind = error.Order > 0 ? string.Create(CultureInfo.InvariantCulture, $"order {error.Order:G4}, proved")
            : error.Order == 0 ? "does not vanish, proved" : string.Create(CultureInfo.InvariantCulture, $"grows with power {-error.Order:G4}, proved");
        return error.Expression is null ? kind : $"{kind}: {error.Expression}";
    }

    /// <summary>The proof with all that its probability of error was computed from.</summary>
    public static string Describe(Proof proof) => proof.Status is ProofStatus.Proved or ProofStatus.PartlyProved
        ? string.Create(CultureInfo.InvariantCulture, $"{proof.Reason} {proof.Block} coupled equations, degree at most {proof.DegreeBound:G6}: the probability that a false statement passed is below {proof.FailureProbability:G1}.")
        : proof.Reason;
}

/// <summary>A derived formula as one JSON object.</summary>
internal static class DerivationJson
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

        if (derivation.NotCompared is { } reason)
        {
            json.WriteString("notCompared", reason);
        }

        if (derivation.Difference is { } difference)
        {
            json.WriteString("difference", difference.ToString());
        }

        json.WriteEndObject();
    }

    /// <summary>Writes why there is no formula: the same keys, with null for the expression.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="quantity">What was asked for, in the words of the command line.</param>
    /// <param name="observable">Name of the observable; null where a formula file says what it is.</param>
    /// <param name="refusal">The reason, in words.</param>
    public static void WriteRefusal(Stream stream, string? quantity, string? observable, string refusal)
    {
        using var json = new Utf8JsonWriter(stream, VerdictsJson.Options);
        json.WriteStartObject();
        json.WriteString("quantity", quantity);
        json.WriteString("observable", observable);
        json.WriteNull("expression");
        json.WriteString("refusal", refusal);
        json.WriteEndObject();
    }
}
