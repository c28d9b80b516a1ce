using System.Text;

namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>A base law with its designed error: the formula of one trial.</summary>
/// <param name="Base">The law.</param>
/// <param name="Factor">The law is multiplied by this; "1" leaves it right.</param>
public sealed record TrialFormula(BaseFormula Base, string Factor = "1")
{
    /// <summary>Parameters that the law does not depend on.</summary>
    public IReadOnlyList<TrialParameter> Extra { get; init; } = [];

    /// <summary>Names for parts of the error.</summary>
    public IReadOnlyList<(string Name, string Definition)> Helpers { get; init; } = [];

    /// <summary>Another expression in place of law and factor; null for those.</summary>
    public string? Instead { get; init; }

    /// <summary>The formula file with one claim.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">What is the matter with it, in a few words.</param>
    /// <param name="claim">The claim without its id: "kind: identity".</param>
    public string File(string id, string title, string claim)
    {
        var text = new StringBuilder();
        text.Append("id: ").Append(id).Append('\n');
        text.Append("title: \"").Append(title).Append("\"\n");
        text.Append("source: \"constructed: a known law with a designed error\"\n");
        text.Append("parameters:\n");
        foreach (TrialParameter p in Base.Parameters.Concat(Extra))
        {
            string unit = p.Unit is "1" ? string.Empty : $"unit: {p.Unit}, ";
            text.Append("  ").Append(p.Name).Append(": { ").Append(unit).Append("range: [").Append(TrialParameter.Number(p.Low)).Append(", ").Append(TrialParameter.Number(p.High)).Append("] }\n");
        }

        (string Name, string Definition)[] helpers = [.. Base.Helpers, .. Helpers];
        if (helpers.Length > 0)
        {
            text.Append("where:\n");
            foreach ((string name, string definition) in helpers)
            {
                text.Append("  ").Append(name).Append(": \"").Append(definition).Append("\"\n");
            }
        }

        string value = Instead ?? (Factor is "1" ? Base.Expression : $"({Base.Expression})*({Factor})");
        text.Append(Base.IsCurve ? "curve" : "rate").Append(": \"").Append(value).Append("\"\n");
        text.Append("describes: { ").Append(Base.Describes).Append(" }\n");
        text.Append("claims:\n  - { id: claim, ").Append(claim).Append(" }\n");
        return text.ToString();
    }
}
