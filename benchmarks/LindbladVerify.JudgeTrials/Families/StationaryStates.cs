using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Models with several stationary states, where the end depends on the start: branching ratios over many decades.</summary>
internal sealed class StationaryStates : ITrialFamily
{
    private static readonly (string Text, bool Right)[] Errors =
        [("1", true), ("1", true), ("1", true), ("2", false), ("(1 + 1e-4)", false), ("(1 - 1e-6)", false), ("(1 + 1e-6)", false), ("(1 + 1e-9)", false), ("(1 + 1e-11)", false)];

    public string Name => "stationary";

    public string Summary => "branching ratios of models with several stationary states, rates over up to 12 decades, right and wrong by 2 to 1e-11";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        foreach ((string text, bool right) in Errors)
        {
            foreach (int decades in new[] { 2, 6, 12 })
            {
                foreach (BaseFormula law in Laws(random, decades))
                {
                    string title = $"{(right ? "right" : $"wrong by {text}")}, rates over {decades} decades";
                    writer.Add(title, new TrialFormula(law, text), "kind: identity", right ? Truth.Exact : Truth.False);
                }
            }
        }

        for (int k = 0; k < 5; k++)
        {
            BaseFormula law = Laws(random, 6)[0] with { Expression = "g1/g0" };
            writer.Add("rare branch to first order", new TrialFormula(law), "kind: limit, vary: { g1: 1 }, to: 0, order: infer", Truth.Asymptotic(1, inferred: true));
            writer.Add("rare branch, second order declared", new TrialFormula(law), "kind: limit, vary: { g1: 1 }, to: 0, order: 2", Truth.False);
            writer.Add("rare branch forgotten by a factor", new TrialFormula(law, "1 + 1e-6"), "kind: limit, vary: { g1: 1 }, to: 0", Truth.False);
            writer.Add("0 against 0", new TrialFormula(law with { Expression = "0*g0", Describes = law.Describes.Replace("observable: one", "observable: two", StringComparison.Ordinal) }), "kind: identity", Truth.Exact);
        }
    }

    private static BaseFormula[] Laws(TrialRandom random, int decades)
    {
        TrialParameter Between(string name)
        {
            int low = random.Integer(-6, 6 - decades);
            return ModelLaws.Rate(name, Math.Pow(10, low), Math.Pow(10, low + decades));
        }

        return
        [
            ModelLaws.Of("lambda", "g1/(g0 + g1)", "lambda.yaml", "one", "steady-state", Between("g0"), Between("g1")),
            ModelLaws.Of("fan", "g1/(g0 + g1 + g2)", "fan.yaml", "one", "steady-state", Between("g0"), Between("g1"), Between("g2")),
            ModelLaws.Of("flip-flop", "gp/(gp + gm)", "flip-flop.yaml", "up", "steady-state", Between("gp"), Between("gm")),
            ModelLaws.Of("flip-flop-rate", "gp + gm", "flip-flop.yaml", "up", "residence-time", Between("gp"), Between("gm")),
        ];
    }
}
