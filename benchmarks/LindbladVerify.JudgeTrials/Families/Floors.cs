using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>A constant relative error, alone and under a term that vanishes.</summary>
internal sealed class Floors : ITrialFamily
{
    private static readonly int[] Powers = [1, 2, 3];

    public string Name => "floors";

    public string Summary => "a constant relative error from 1e-3 to 1e-13, as an identity and below a term that vanishes in a limit";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        foreach (BaseFormula law in PairLaws.All.Concat(ModelLaws.All))
        {
            for (int exponent = -3; exponent >= -13; exponent--)
            {
                string floor = $"{(random.Coin() ? "+" : "-")} {TrialParameter.Number(random.OfDecade(exponent))}";
                BaseFormula here = law.Scaled(random.Integer(-2, 2));
                LimitWay way = random.Pick(here.Ways);
                int power = random.Pick(Powers);
                string order = random.Integer(0, 2) switch { 0 => string.Empty, 1 => ", order: infer", _ => $", order: {power}" };
                writer.Add($"relative error {floor}", new TrialFormula(here, $"1 {floor}"), "kind: identity", Truth.False);
                writer.Add($"relative error x^{power} {floor}", new TrialFormula(here, $"1 + {random.Uniform(0.1, 1, 2)}*x^{power} {floor}") { Helpers = [("x", way.Small(here))] }, $"kind: limit, {way.Keys}{order}", Truth.False);
            }

            for (int k = 0; k < 2; k++)
            {
                BaseFormula here = law.Scaled(random.Integer(-2, 2));
                LimitWay way = random.Pick(here.Ways);
                int power = random.Pick(Powers);
                writer.Add("no error", new TrialFormula(here), "kind: identity", Truth.Exact);
                writer.Add("no error in a limit", new TrialFormula(here), $"kind: limit, {way.Keys}, order: {power}", Truth.ExactLimit);
                writer.Add($"relative error x^{power}", new TrialFormula(here, $"1 + {random.Uniform(0.1, 1, 2)}*x^{power}") { Helpers = [("x", way.Small(here))] }, $"kind: limit, {way.Keys}, order: infer", Truth.Asymptotic(power, inferred: true));
            }
        }
    }
}
