using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Bounds that hold by a little, fail by a little, or fail in a small place.</summary>
internal sealed class Bounds : ITrialFamily
{
    public string Name => "bounds";

    public string Summary => "relative errors that stay within a bound, exceed it by a part of 1e-1 to 1e-6, or have the wrong sign somewhere";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Symmetric, PairLaws.Electron, ModelLaws.Decay, ModelLaws.Saturation];
        foreach (BaseFormula law in laws)
        {
            for (int decade = 1; decade <= 6; decade++)
            {
                TrialParameter place = law.Parameters[random.Integer(0, law.Parameters.Count - 1)];
                double within = random.Pick(new[] { 0.3, 0.05, 1e-3 });
                string bound = $"kind: bound, within: {TrialParameter.Number(within)}";
                string slack = TrialParameter.Number(Math.Pow(10, -decade));
                string error = $"{TrialParameter.Number(within)}*(({place.Coordinate()})^2";
                writer.Add($"exceeds the bound by {slack} at an end", new TrialFormula(law, $"1 + {error} + {slack})"), bound, Truth.False);
                writer.Add($"within the bound by {slack} everywhere", new TrialFormula(law, $"1 - {error} - {slack})"), bound, Truth.Bounded);
                writer.Add($"exceeds the bound by {slack}, but not where claimed", new TrialFormula(law, $"1 + {error} + {slack})"), $"{bound}, where: \"{place.Coordinate()} < 0.9\"", Truth.Bounded);
                writer.Add($"below by {slack} at an end", new TrialFormula(law, $"1 + {error} - {slack})"), "kind: bound, side: never-below", Truth.False);
                writer.Add($"above by at least {slack}", new TrialFormula(law, $"1 + {error} + {slack})"), "kind: bound, side: never-below", Truth.Bounded);
            }

            writer.Add("never above, and often equal", new TrialFormula(law, $"1 - 0.1*max(0, {law.Parameters[0].Coordinate()} - 0.5)"), "kind: bound, side: never-above", Truth.Bounded);
            writer.Add("no error at all", new TrialFormula(law), "kind: bound, within: 1e-9", Truth.Bounded);
        }
    }
}
