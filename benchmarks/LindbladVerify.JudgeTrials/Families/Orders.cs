using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Errors that vanish with one power, the same everywhere or another at every point.</summary>
internal sealed class Orders : ITrialFamily
{
    private static readonly string[] Powers = ["0.05", "0.1", "0.25", "1/3", "0.5", "1", "1.5", "2", "3", "4", "6"];

    public string Name => "orders";

    public string Summary => "an error c x^p with p from 0.05 to 6, or with a power that is a parameter; the order is inferred, or declared right, lower and higher";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Symmetric, PairLaws.Electron, ModelLaws.Decay, ModelLaws.Balance, ModelLaws.Saturation];
        foreach (string power in Powers)
        {
            foreach (BaseFormula law in laws)
            {
                BaseFormula here = law.Scaled(random.Integer(-2, 2));
                LimitWay way = random.Pick(here.Ways);
                double p = power is "1/3" ? 1 / 3.0 : double.Parse(power, System.Globalization.CultureInfo.InvariantCulture);
                var formula = new TrialFormula(here, $"1 {(random.Coin() ? "+" : "-")} {TrialParameter.Number(random.OfDecade(-1))}*x^({power})") { Helpers = [("x", way.Small(here))] };
                Claims(writer, random, $"error of order {power}", formula, way, p, random.Uniform(1.1, 1.6, 2));
            }
        }

        for (int k = 0; k < 20; k++)
        {
            BaseFormula law = random.Pick(new[] { PairLaws.Static, PairLaws.Electron });
            double low = random.Uniform(0.2, 0.5, 2);
            int multiple = random.Integer(1, 4);
            BaseFormula here = law.Within("P", low, random.Uniform(0.7, 1, 2));
            LimitWay way = here.Ways[0];
            var formula = new TrialFormula(here, $"1 + {random.Uniform(0.1, 0.9, 2)}*x^({multiple}*P)") { Helpers = [("x", way.Small(here))] };
            Claims(writer, random, $"error of order {multiple} P", formula, way, multiple * low, 1.25);
        }
    }

    private static void Claims(TrialWriter writer, TrialRandom random, string title, TrialFormula formula, LimitWay way, double order, double above)
    {
        string Declared(double value) => $"kind: limit, {way.Keys}, order: {TrialParameter.Number(Math.Round(value, 4))}";
        writer.Add($"{title}, inferred", formula, $"kind: limit, {way.Keys}, order: infer", Truth.Asymptotic(order, inferred: true));
        if (random.Coin())
        {
            writer.Add($"{title}, as declared", formula, Declared(Math.Floor(order * 1e4) / 1e4), Truth.Asymptotic(order));
        }
        else
        {
            writer.Add($"{title}, declared lower", formula, Declared(order * random.Uniform(0.4, 0.9, 2)), Truth.Asymptotic(order));
        }

        writer.Add($"{title}, declared higher", formula, Declared((order * above) + 0.05), Truth.False);
    }
}
