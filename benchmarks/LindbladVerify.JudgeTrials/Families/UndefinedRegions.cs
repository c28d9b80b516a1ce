using LindbladVerify.JudgeTrials.Formulas;
using LindbladVerify.JudgeTrials.Scoring;

namespace LindbladVerify.JudgeTrials.Families;

/// <summary>Formulas that are no number on a part of the domain, references that do not exist there, and claims that leave the part out.</summary>
internal sealed class UndefinedRegions : ITrialFamily
{
    private static readonly double[] Shares = [0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.001];

    public string Name => "undefined";

    public string Summary => "formula or reference does not exist on 50 to 0.1 % of the domain; the same with a condition that leaves that part out";

    public void Write(TrialWriter writer, TrialRandom random)
    {
        BaseFormula[] laws = [PairLaws.Static, PairLaws.Symmetric, PairLaws.Electron];
        foreach (double share in Shares)
        {
            foreach (string style in new[] { "below", "above", "band", "log" })
            {
                BaseFormula law = random.Pick(laws);
                (string inside, string where) = Region(law, style, share, random);
                var formula = new TrialFormula(law, "sqrt(v)/sqrt(v)") { Helpers = [("v", inside)] };
                string title = FormattableString.Invariant($"no number on {100 * share:G2} % of the domain ({style})");
                writer.Add($"{title}, identity", formula, "kind: identity", Truth.Undefined);
                writer.Add($"{title}, bound", formula, "kind: bound, within: 0.01", Truth.Undefined);
                writer.Add($"{title}, bound where it exists", formula, $"kind: bound, within: 0.01, where: \"{where}\"", Truth.Bounded);
                if (random.Coin())
                {
                    writer.Add($"{title}, positivity", formula, "kind: positivity", Truth.Undefined);
                }
                else
                {
                    writer.Add($"{title}, monotonicity", formula, "kind: monotonicity, in: D, direction: increasing", Truth.Undefined);
                }
            }
        }

        Lines(writer, random);
    }

    /// <summary>An expression that is negative on the share, and a condition that leaves it out with a margin.</summary>
    private static (string Inside, string Where) Region(BaseFormula law, string style, double share, TrialRandom random)
    {
        string a = TrialParameter.Number(share);
        switch (style)
        {
            case "below": return ($"P - {a}", $"P > {a}");
            case "above": return ($"{TrialParameter.Number(1 - share)} - P", $"P < {TrialParameter.Number(1 - share)}");
            case "band":
                double middle = random.Uniform(0.3, 0.7, 3);
                return ($"(P - {TrialParameter.Number(middle)})^2 - {TrialParameter.Number(share / 2)}^2", $"abs(P - {TrialParameter.Number(middle)}) > {TrialParameter.Number(Math.Round(0.51 * share, 6))}");
            default:
                TrialParameter parameter = law.Parameter(random.Pick(new[] { "Gc", "G2", "Delta" }));
                string edge = TrialParameter.Number(Math.Round(parameter.At(share), 3));
                return ($"log({parameter.Name}/{edge})", $"{parameter.Name} > {edge}");
        }
    }

    /// <summary>Kubo's two-state line: below coalescence there is no gap, and the width is another formula.</summary>
    private static void Lines(TrialWriter writer, TrialRandom random)
    {
        foreach (double reach in new[] { 0.02, 0.1, 0.5, 2, 8 })
        {
            var w = new TrialParameter("w", "rad/s", 1e3, 1e4);
            TrialParameter k = ModelLaws.Rate("k", Math.Round(1e4 / (1 + reach), 1), Math.Round(1e5 * random.Uniform(1, 3, 1), 0));
            BaseFormula gap = ModelLaws.Of("line-gap", "w^2/(k + sqrt(k^2 - w^2))", "line.yaml", "x", "spectral-gap", w, k);
            BaseFormula width = gap with { Name = "line-width", Describes = gap.Describes.Replace("spectral-gap", "line-width", StringComparison.Ordinal) };
            BaseFormula frequency = gap with { Name = "line-frequency", Expression = "sqrt(w^2 - k^2)", Describes = gap.Describes.Replace("spectral-gap", "frequency", StringComparison.Ordinal) };
            const string defined = "where: \"k > 1.001*w\"";
            writer.Add("neither exists below coalescence", new TrialFormula(gap), "kind: identity", Truth.WithoutReference);
            writer.Add("neither exists below coalescence, bound", new TrialFormula(gap), "kind: bound, within: 1e-6", Truth.WithoutReference);
            writer.Add("only the reference is missing", new TrialFormula(gap) { Instead = "w^2/(k + sqrt(max(0, k^2 - w^2)))" }, "kind: identity", Truth.WithoutReference);
            writer.Add("wrong where the reference exists", new TrialFormula(gap, "1.001") { Instead = "1.001*w^2/(k + sqrt(max(0, k^2 - w^2)))" }, "kind: identity", Truth.False);
            writer.Add("above coalescence only", new TrialFormula(gap), $"kind: bound, within: 1e-6, {defined}", Truth.Bounded);
            writer.Add("the formula is missing where the width is k", new TrialFormula(width), "kind: identity", Truth.Undefined);
            writer.Add("the formula is missing where the width is k, bound", new TrialFormula(width), "kind: bound, within: 1e-6", Truth.Undefined);
            writer.Add("above coalescence only", new TrialFormula(width), $"kind: bound, within: 1e-6, {defined}", Truth.Bounded);
            writer.Add("the formula is missing where nothing oscillates", new TrialFormula(frequency), "kind: identity", Truth.Undefined);
        }
    }
}
