using System.Text.Json;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.Ablation;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.MonteCarlo;

namespace LindbladVerify.Reporting.Results;

/// <summary>The parts of verdicts.json beyond the verdict itself: the ablation ladder and the errors along limits.</summary>
internal static class EvidenceJson
{
    /// <summary>"ablation": null or the ladder with the step that breaks ("order", "noise", "formula" or null) and the models that the formula is exact for.</summary>
    public static void WriteAblation(Utf8JsonWriter json, AblationLadder? ladder)
    {
        if (ladder is null)
        {
            json.WriteNull("ablation");
            return;
        }

        json.WriteStartObject("ablation");
        json.WriteString("breaks", ladder.Breaks is { } step ? Word(step) : null);
        json.WriteString("answer", ladder.Answer);
        json.WriteStartArray("exactFor");
        foreach (Reference model in ladder.ExactFor)
        {
            json.WriteStartObject();
            json.WriteString("noise", model.Noise);
            json.WriteString("method", model.Method);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rungs");
        foreach (AblationRung rung in ladder.Rungs)
        {
            json.WriteStartObject();
            json.WriteString("step", Word(rung.Step));
            json.WriteString("noise", rung.Model?.Noise);
            json.WriteString("method", rung.Model?.Method);
            json.WriteFinite("value", rung.Value);
            json.WriteFinite("change", rung.Change);
            json.WriteFinite("largestChange", rung.LargestChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>"paths": the relative error along a typical path and the worst path of a limit; empty for other claims.</summary>
    public static void WritePaths(Utf8JsonWriter json, IReadOnlyList<LimitPathSamples> paths)
    {
        json.WriteStartArray("paths");
        foreach (LimitPathSamples path in paths)
        {
            json.WriteStartObject();
            json.WriteString("role", path.Role);
            VerdictsJson.WritePoint(json, "start", path.Start);
            WriteNumbers(json, "epsilon", path.Epsilon);
            WriteNumbers(json, "relativeError", path.RelativeError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>"trajectories": rates from noise trajectories with their standard errors, beside the computed rate and the formula.</summary>
    public static void WriteTrajectories(Utf8JsonWriter json, IReadOnlyList<TrajectoryComparison> comparisons)
    {
        json.WriteStartArray("trajectories");
        foreach (TrajectoryComparison comparison in comparisons)
        {
            json.WriteStartObject();
            VerdictsJson.WritePoint(json, "point", comparison.Estimate.Point);
            json.WriteFinite("rate", comparison.Estimate.Rate);
            json.WriteFinite("standardError", comparison.Estimate.StandardError);
            json.WriteNumber("trajectories", comparison.Estimate.Trajectories);
            json.WriteFinite("computed", comparison.Estimate.Deterministic);
            json.WriteFinite("formula", comparison.Predicted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(AblationStep step) => step switch
    {
        AblationStep.Start => "start",
        AblationStep.Order => "order",
        AblationStep.Noise => "noise",
        _ => "formula",
    };

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
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
