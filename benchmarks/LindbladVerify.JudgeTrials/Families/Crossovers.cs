using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Errors of two powers, of which the lower one wins only beyond a crossover.</summary>
internal sealed class Crossovers : ITrialFamily
{
    /// <summary>An error below this lies in what double precision leaves of a good reference.</summary>
    private const double Visible = 1e-13;

    private static readonly (double Low, double High)[] Powers = [(0.5, 1), (1, 2), (1, 3), (2, 3), (2, 4), (0.5, 2), (0.25, 1), (1.5, 3), (1, 6), (2, 6)];

    public string Name => "crossovers";

    public string Summary => "an error c1 x^p1 + c2 x^p2 with p1 below p2 and both terms equal at x from 1e-1 to 1e-8; the order of the limit is p1";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Electron, ModelLaws.Decay];
        foreach ((double low, double high) in Powers)
        {
            for (int decade = 1; decade <= 8; decade++)
            {
                BaseFormula here = random.Pick(laws).Scaled(random.Integer(-1, 1));
                LimitWay way = here.Ways[0];

                // At the crossover both terms have this size.
                double both = Math.Pow(10, random.Uniform(-9, -1, 1));
                string c1 = TrialParameter.Number(Rounded(both * Math.Pow(10, low * decade)));
                string c2 = TrialParameter.Number(Rounded(both * Math.Pow(10, high * decade)));
                string sign = random.Coin() ? "+" : "-";
                var formula = new TrialFormula(here, $"1 + {c1}*x^{TrialParameter.Number(low)} {sign} {c2}*x^{TrialParameter.Number(high)}") { Helpers = [("x", way.Small(here))] };

                // The lower power shows within two hundredths where the higher term is that small beside it.
                bool hard = both * Math.Pow(Truth.UsualTolerance / high, low / (high - low)) < Visible;
                string title = FormattableString.Invariant($"order {low} below x = 1e-{decade}, {high} above");
                writer.Add($"{title}, inferred", formula, $"kind: limit, {way.Keys}, order: infer", Truth.Asymptotic(low, inferred: true).HardIf(hard));
                if (random.Coin())
                {
                    writer.Add($"{title}, lower one declared", formula, $"kind: limit, {way.Keys}, order: {TrialParameter.Number(low)}", Truth.Asymptotic(low).HardIf(hard));
                }
                else
                {
                    writer.Add($"{title}, higher one declared", formula, $"kind: limit, {way.Keys}, order: {TrialParameter.Number(high)}", Truth.False.HardIf(hard));
                }
            }
        }
    }

    private static double Rounded(double value) => double.Parse(value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
