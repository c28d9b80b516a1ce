using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Errors that vanish without one slope: oscillating ones, and those slower than any power.</summary>
internal sealed class Remainders : ITrialFamily
{
    /// <summary>An oscillating factor between 1 and 3 leaves this much to a fit over a few decades.</summary>
    private const double OscillatingTolerance = 0.15;

    private static readonly double[] Powers = [0.5, 1, 2, 3];
    private static readonly string[] Waves = ["2 + sin(1/x)", "2 + sin(log(x))", "2 + cos(3*log(x))"];

    public string Name => "remainders";

    public string Summary => "errors x^p times an oscillating factor between 1 and 3, and errors that vanish like 1/log";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Electron, ModelLaws.Decay];
        foreach (double power in Powers)
        {
            foreach (string wave in Waves)
            {
                foreach (BaseFormula law in laws)
                {
                    BaseFormula here = law.Scaled(random.Integer(-1, 1));
                    LimitWay way = here.Ways[0];
                    string p = TrialParameter.Number(power);
                    var formula = new TrialFormula(here, $"1 + {random.Uniform(0.05, 0.3, 2)}*x^{p}*({wave})") { Helpers = [("x", way.Small(here))] };
                    writer.Add($"error x^{p} ({wave}), inferred", formula, $"kind: limit, {way.Keys}, order: infer", Truth.Asymptotic(power, inferred: true, OscillatingTolerance));
                    writer.Add($"error x^{p} ({wave}), as declared", formula, $"kind: limit, {way.Keys}, order: {p}", Truth.Asymptotic(power, inferred: false, OscillatingTolerance));
                    writer.Add($"error x^{p} ({wave}), declared higher", formula, $"kind: limit, {way.Keys}, order: {TrialParameter.Number(power + 0.5)}", Truth.False);
                }
            }
        }

        for (int k = 0; k < 10; k++)
        {
            BaseFormula here = random.Pick(laws).Scaled(random.Integer(-1, 1));
            LimitWay way = here.Ways[0];
            string slow = $"1 + {random.Uniform(0.1, 0.9, 2)}/({random.Integer(2, 10)} + log(1/x))^{random.Integer(1, 2)}";
            var formula = new TrialFormula(here, slow) { Helpers = [("x", way.Small(here))] };
            writer.Add("error like 1/log, inferred", formula, $"kind: limit, {way.Keys}, order: infer", Truth.SlowerThanAnyPower);
            writer.Add("error like 1/log, order 1 declared", formula, $"kind: limit, {way.Keys}, order: 1", Truth.SlowerThanDeclared);
        }
    }
}
